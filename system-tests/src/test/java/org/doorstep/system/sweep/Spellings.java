package org.doorstep.system.sweep;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.doorstep.system.sweep.Needle.What;

/// In how many ways a careless program can write a name or a number down.
final class Spellings {
    /// By chance nowhere: among a thousand million bytes and a hundred thousand needles, once in ten tries.
    private static final int SURE_BITS = 50;

    /// Fewer letters than this of a base64 text would be found in any other.
    private static final int LEAST_BASE64 = 10;

    private Spellings() {}

    /// `bits`: how many bits of chance the text has.
    static List<Needle> ofText(What what, int person, String text, int bits) {
        boolean sure = bits >= SURE_BITS;
        Map<String, byte[]> ways = new LinkedHashMap<>();
        for (String form : List.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))) {
            ways.put("text " + form, bytes(form, StandardCharsets.UTF_8));
            ways.put("utf-16 " + form, bytes(form, StandardCharsets.UTF_16LE));
            ways.put("url " + form, bytes(URLEncoder.encode(form, StandardCharsets.UTF_8), StandardCharsets.US_ASCII));
            ways.put("url with %20 " + form, bytes(form.replace(" ", "%20"), StandardCharsets.UTF_8));
            ways.put("without spaces " + form, bytes(form.replace(" ", ""), StandardCharsets.UTF_8));
        }
        encoded(ways, "of the text", bytes(text, StandardCharsets.UTF_8));
        List<Needle> needles = new ArrayList<>();
        distinct(ways)
                .forEach((way, bytes) ->
                        needles.add(new Needle(what, person, way, bytes, sure && !way.startsWith("without spaces"))));
        return needles;
    }

    /// A card's number, as readers, people and programs write it.
    static List<Needle> ofCard(int person, byte[] number) {
        byte[] turned = turned(number);
        boolean sure = number.length * 8 >= SURE_BITS;
        Map<String, byte[]> ways = new LinkedHashMap<>();
        Map<String, byte[]> surer = new LinkedHashMap<>();
        for (byte[] order : List.of(number, turned)) {
            String hex = HexFormat.of().formatHex(order);
            for (String form : List.of(hex, hex.toUpperCase(Locale.ROOT))) {
                ways.put("hex " + form, ascii(form));
                surer.put("with its width " + form, ascii(number.length + ":" + form));
                surer.put("with colons " + form, ascii(form.replaceAll("(..)(?!$)", "$1:")));
            }
            String decimal = new BigInteger(1, order).toString();
            ways.put("decimal " + decimal, ascii(decimal));
            ways.put("raw " + hex, order);
            surer.put("base64 of its text " + hex, inner(ascii(number.length + ":" + hex.toUpperCase(Locale.ROOT)), 0));
            encoded(ways, hex, order);
        }
        List<Needle> needles = new ArrayList<>();
        distinct(ways).forEach((way, bytes) -> needles.add(new Needle(What.CARD, person, way, bytes, sure)));
        distinct(surer).forEach((way, bytes) -> needles.add(new Needle(What.CARD, person, way, bytes, true)));
        return needles;
    }

    /// Bytes that are long enough to be nowhere by chance, such as a key.
    static List<Needle> ofBytes(What what, int person, byte[] value) {
        Map<String, byte[]> ways = new LinkedHashMap<>();
        ways.put("raw", value);
        ways.put("hex", ascii(HexFormat.of().formatHex(value)));
        ways.put("capital hex", ascii(HexFormat.of().withUpperCase().formatHex(value)));
        encoded(ways, "of the bytes", value);
        List<Needle> needles = new ArrayList<>();
        distinct(ways).forEach((way, bytes) -> needles.add(new Needle(what, person, way, bytes, true)));
        return needles;
    }

    private static void encoded(Map<String, byte[]> ways, String of, byte[] value) {
        for (int before = 0; before < 3; before++) {
            byte[] inner = inner(value, before);
            if (inner.length >= LEAST_BASE64) {
                ways.put("base64 at " + before + " " + of, inner);
                String url = new String(inner, StandardCharsets.US_ASCII)
                        .replace('+', '-')
                        .replace('/', '_');
                ways.put("base64url at " + before + " " + of, ascii(url));
            }
        }
    }

    /// The letters of a base64 text that depend on `value` alone, with so many bytes of something else before it.
    private static byte[] inner(byte[] value, int before) {
        byte[] padded = new byte[value.length + before];
        System.arraycopy(value, 0, padded, before, value.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = before == 0 ? 0 : before + 1;
        int to = padded.length * 8 / 6;
        return ascii(text.substring(Math.min(from, to), to));
    }

    /// A spelling that comes to the same bytes as another is looked for once; none shorter than a search can hold.
    private static Map<String, byte[]> distinct(Map<String, byte[]> ways) {
        Map<String, byte[]> distinct = new LinkedHashMap<>();
        ways.forEach((way, bytes) -> {
            if (bytes.length >= Search.HEAD
                    && distinct.values().stream().noneMatch(same -> Arrays.equals(same, bytes))) {
                distinct.put(way, bytes);
            }
        });
        return distinct;
    }

    private static byte[] turned(byte[] number) {
        byte[] turned = new byte[number.length];
        for (int i = 0; i < number.length; i++) {
            turned[i] = number[number.length - 1 - i];
        }
        return turned;
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
