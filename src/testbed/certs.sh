# shellcheck shell=bash
# The bed's own certificate authority and what it signs. Keys are PKCS#8 PEM: what Java's TLS reads.

# The number is raised when what is made changes: running servers keep the files that they have read.
certs() { once certs "1 $CERTS" make_certs; }

make_certs() {
  local name
  for name in registry-tls registry-token token-server relay; do stop "$name"; done # they hold what they have read
  rm -rf "$CERTS"
  mkdir -p "$CERTS"
  chmod 700 "$CERTS"
  openssl_quiet req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650 -subj '/CN=test bed CA' \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout "$CERTS/ca-key.pem" -out "$CERTS/ca.pem"
  signed registry 'CN=test bed registry' 'serverAuth'
  signed relay 'CN=test bed relay' 'serverAuth'
  signed client 'CN=test bed client' 'clientAuth'
  # The token server signs with a certificate that the token registry trusts as it is.
  openssl_quiet req -x509 -newkey rsa:2048 -noenc -days 3650 -subj '/CN=test bed tokens' -keyout "$CERTS/token-key.pem" -out "$CERTS/token.pem"
  java_keystore relay
  java_keystore token
  openssl pkcs12 -export -nokeys -in "$CERTS/ca.pem" -jdktrust anyExtendedKeyUsage -passout pass:testbed -out "$CERTS/ca.p12" 2>/dev/null ||
    keytool -importcert -noprompt -alias ca -file "$CERTS/ca.pem" -storetype PKCS12 -storepass testbed -keystore "$CERTS/ca.p12"
}

# signed NAME SUBJECT USAGE: NAME.pem with NAME-key.pem, good for every name of the loopback
signed() {
  openssl_quiet req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/$2" -keyout "$CERTS/$1-key.pem" -out "$CERTS/$1.csr"
  openssl x509 -req -in "$CERTS/$1.csr" -CA "$CERTS/ca.pem" -CAkey "$CERTS/ca-key.pem" -CAcreateserial -days 3650 -out "$CERTS/$1.pem" \
    -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\nextendedKeyUsage=%s\nkeyUsage=digitalSignature\n' "$3")
  rm "$CERTS/$1.csr"
}

java_keystore() {
  openssl pkcs12 -export -in "$CERTS/$1.pem" -inkey "$CERTS/$1-key.pem" -name "$1" -passout pass:testbed -out "$CERTS/$1.p12"
}

# openssl draws its progress on stderr: of interest only when it fails
openssl_quiet() {
  local err
  err=$(openssl "$@" 2>&1) || { echo "$err"; return 1; }
}

# What the engines and the registry read of it.
trust() {
  local host
  for host in "127.0.0.1:$PORT_TLS" "localhost:$PORT_TLS"; do
    mkdir -p "$ETC/docker/certs.d/$host"
    cp "$CERTS/ca.pem" "$ETC/docker/certs.d/$host/ca.crt"
  done
  # shellcheck disable=SC2016  # a bcrypt salt
  perl -e 'print "$ARGV[0]:", crypt($ARGV[1], q($2y$05$abcdefghijklmnopqrstuu)), "\n"' "$REGISTRY_USER" "$REGISTRY_PASSWORD" >"$ETC/htpasswd"
  grep -Fq ":\$2y\$" "$ETC/htpasswd" || { echo "perl's crypt has no bcrypt here"; return 1; }
}
