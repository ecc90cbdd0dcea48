// Prints sha1prng.txt, with the Java that is at hand:
//
//     java Sha1Prng.java > sha1prng.txt
//
// Each line: seed in hexadecimal, the stream's first 48 bytes, the AES keys 1.0 derives from the seed (128, 256), and a
// text encrypted with each. No test needs Java.

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

class Sha1Prng {
    static final HexFormat HEX = HexFormat.of();

    static SecureRandom seeded(byte[] seed) throws Exception {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        return random;
    }

    static SecretKey key(int bits, byte[] seed) throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(bits, seeded(seed));
        return generator.generateKey();
    }

    static String encrypted(SecretKey key, String iv, String text) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv.getBytes(StandardCharsets.US_ASCII)));
        return iv + Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static void main(String[] arguments) throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (String text : new String[] {"synthetic-key-0001", "87b94795-0603-4e24-8ae5-69420d60e3c8", "k", "钥匙", "🔑"}) {
            seeds.add(text.getBytes(StandardCharsets.UTF_8));
        }
        // Every length around the blocks of SHA-1, and some long ones. Letters only: an access key is a text.
        Random random = new Random(20261122);
        for (int length = 1; length <= 140; length++) {
            byte[] seed = new byte[length];
            for (int at = 0; at < length; at++) {
                seed[at] = (byte) (33 + random.nextInt(94));
            }
            seeds.add(seed);
        }
        String[] texts = {"13900000000", "", "zhang@example.com", "云帆科技", "exactly 16 bytes", "p".repeat(100)};
        System.out.println("# Java " + Runtime.version().feature() + ", Sha1Prng.java");
        for (int n = 0; n < seeds.size(); n++) {
            byte[] seed = seeds.get(n);
            byte[] stream = new byte[48];
            seeded(seed).nextBytes(stream);
            String text = texts[n % texts.length];
            String iv = "Ab3dEf6hIj9k%04d".formatted(n);
            System.out.println(String.join(" ", HEX.formatHex(seed), HEX.formatHex(stream),
                HEX.formatHex(key(128, seed).getEncoded()), HEX.formatHex(key(256, seed).getEncoded()),
                HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)) + ".",
                encrypted(key(128, seed), iv, text), encrypted(key(256, seed), iv, text)));
        }
    }
}
