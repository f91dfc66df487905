package org.assay.reports.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.assay.datasets.file.Json;

/**
 * Text that enters the page unescaped. Only three things may: a script of ours or of the chart library, the style
 * sheet, and data as JSON in which every character that could end the element is escaped. This is the type to audit.
 */
final class Verbatim {
    private final String text;

    private Verbatim(String text) {
        this.text = text;
    }

    /** A script or style sheet that is part of the program, never made from a result. */
    static Verbatim ofProgram(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String ending : new String[] {"</script", "</style", "<!--"}) {
            if (lower.contains(ending)) {
                throw new IllegalArgumentException("a script or style sheet must not contain " + ending);
            }
        }
        return new Verbatim(text);
    }

    /** Data: JSON with {@code < > &}, slashes after colons and the two line separators as escapes. */
    static Verbatim ofData(Object data) {
        String json = Json.line(data)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("=", "\\u003d")
                .replace("(", "\\u0028")
                .replace("@", "\\u0040")
                .replace("://", ":\\u002f\\u002f")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
        return new Verbatim(json);
    }

    String text() {
        return text;
    }

    /** For the content security policy: {@code 'sha256-...'} of the text as it stands between the tags. */
    String policyHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
