package io.jenkins.plugins.multiplatform.buildkit.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Answers for keys that it holds in memory; they never leave it. */
public final class KeyAgent implements SshAgent {
    private final List<KeyPair> keys;

    public KeyAgent(List<KeyPair> keys) {
        this.keys = new ArrayList<>(keys);
    }

    @Override
    public byte[] answer(byte[] request) {
        try {
            Buffer message = new ByteArrayBuffer(request);
            return switch (message.getByte()) {
                case AgentMessages.REQUEST_IDENTITIES -> identities();
                case AgentMessages.SIGN_REQUEST -> sign(message);
                default -> AgentMessages.failure();
            };
        } catch (BufferException | GeneralSecurityException e) {
            // The protocol has no words for it, and a client shows none.
            return AgentMessages.failure();
        }
    }

    @Override
    public void check() {
        // what it holds was read already
    }

    private byte[] identities() {
        Buffer answer = new ByteArrayBuffer();
        answer.putByte(AgentMessages.IDENTITIES_ANSWER);
        answer.putUInt(keys.size());
        for (KeyPair key : keys) {
            answer.putBytes(blob(key.getPublic()));
            answer.putString("");
        }
        return answer.getCompactData();
    }

    private byte[] sign(Buffer message) throws GeneralSecurityException {
        byte[] wanted = message.getBytes();
        byte[] data = message.getBytes();
        int flags = message.getInt();
        Optional<KeyPair> key = keys.stream()
                .filter(pair -> Arrays.equals(blob(pair.getPublic()), wanted))
                .findFirst();
        if (key.isEmpty()) {
            return AgentMessages.failure();
        }
        String algorithm = algorithm(key.get().getPublic(), flags);
        Buffer signature = new ByteArrayBuffer();
        signature.putString(algorithm);
        signature.putBytes(sign(algorithm, key.get().getPrivate(), data));
        Buffer answer = new ByteArrayBuffer();
        answer.putByte(AgentMessages.SIGN_RESPONSE);
        answer.putBytes(signature.getCompactData());
        return answer.getCompactData();
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] data) throws GeneralSecurityException {
        BuiltinSignatures factory = BuiltinSignatures.fromFactoryName(algorithm);
        if (factory == null) {
            throw new GeneralSecurityException("no signatures by " + algorithm);
        }
        Signature signature = factory.create();
        try {
            signature.initSigner(null, key);
            signature.update(null, data);
            return signature.sign(null);
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) {
            // what the library's interface declares
            throw new GeneralSecurityException(e);
        }
    }

    private static String algorithm(PublicKey key, int flags) {
        String type = KeyUtils.getKeyType(key);
        if (!type.equals("ssh-rsa")) {
            return type;
        }
        if ((flags & AgentMessages.RSA_SHA2_512) != 0) {
            return "rsa-sha2-512";
        }
        return (flags & AgentMessages.RSA_SHA2_256) != 0 ? "rsa-sha2-256" : type;
    }

    private static byte[] blob(PublicKey key) {
        Buffer blob = new ByteArrayBuffer();
        blob.putRawPublicKey(key);
        return blob.getCompactData();
    }
}
