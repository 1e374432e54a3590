package io.jenkins.plugins.multiplatform.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps the older private key forms into PKCS#8 (RFC 5208), the only one that the JDK reads. Docker's own guide makes
 * {@code BEGIN RSA PRIVATE KEY} files, and {@code openssl ecparam -genkey} makes {@code BEGIN EC PRIVATE KEY}.
 */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] VERSION_0 = hex("020100");
    /** rsaEncryption, 1.2.840.113549.1.1.1, with the NULL that RFC 3279 wants behind it. */
    private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    /** id-ecPublicKey, 1.2.840.10045.2.1. */
    private static final byte[] EC = hex("06072a8648ce3d0201");

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return element(SEQUENCE, VERSION_0, RSA, element(OCTET_STRING, pkcs1));
    }

    /** The curve stands inside the key (RFC 5915) and has to stand outside in PKCS#8. */
    static byte[] pkcs8OfEc(byte[] sec1) throws TransportException {
        byte[] algorithm = element(SEQUENCE, EC, curve(sec1));
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, sec1));
    }

    private static byte[] curve(byte[] sec1) throws TransportException {
        try {
            int[] outer = header(sec1, 0);
            for (int at = outer[0]; at < outer[1]; ) {
                int[] bounds = header(sec1, at);
                if ((sec1[at] & 0xff) == PARAMETERS) {
                    return Arrays.copyOfRange(sec1, bounds[0], bounds[1]);
                }
                at = bounds[1];
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new TransportException("Tried to read the client key, but its \"BEGIN EC PRIVATE KEY\" is cut off.");
        }
        throw new TransportException("Tried to read the client key, but its \"BEGIN EC PRIVATE KEY\" names no curve."
                + " Convert it: openssl pkcs8 -topk8 -nocrypt");
    }

    /** Start and end of an element's content. */
    private static int[] header(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        int start = at + 2;
        if (length > 0x7f) {
            int more = length & 0x7f;
            length = 0;
            for (int i = 0; i < more; i++) {
                length = length << 8 | der[start++] & 0xff;
            }
        }
        if (length < 0 || length > der.length - start) {
            throw new ArrayIndexOutOfBoundsException(length);
        }
        return new int[] {start, start + length};
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length > 0xffff) {
            element.write(0x83);
            element.write(length >> 16);
            element.write(length >> 8);
        } else if (length > 0xff) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length > 0x7f) {
            element.write(0x81);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
