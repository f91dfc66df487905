package org.assay.symbolic.edit.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assay.symbolic.edit.protocol.RequestException.Kind;

/** Lines of strict UTF-8 of a limited length, whatever is sent: a longer line is passed over without being held. */
public final class RequestLines {
    /** Bytes in a line without its end. */
    public static final int LONGEST = 1 << 20;

    private static final int BUFFER = 1 << 13;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;

    public RequestLines(InputStream in) {
        this.in = in;
    }

    /**
     * The next line without its end, which is a newline, with or without a carriage return, or the end of the input. Empty at
     * the end.
     *
     * @throws RequestException when the line is too long or not UTF-8; the one after it can be read
     */
    public Optional<String> read() throws IOException, RequestException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        boolean tooLong = false;
        for (int b = readByte(); b >= 0; b = readByte()) {
            any = true;
            if (b == '\n') {
                break;
            }
            tooLong |= line.size() == LONGEST;
            if (!tooLong) {
                line.write(b);
            }
        }
        if (tooLong) {
            throw new RequestException(
                    Kind.TOO_LONG,
                    "the line is longer than " + LONGEST + " bytes",
                    "make several edits, or give the program as a file to a session of its own");
        }
        return any ? Optional.of(decode(line.toByteArray())) : Optional.empty();
    }

    private int readByte() throws IOException {
        if (next == filled) {
            filled = in.read(buffer);
            next = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        return buffer[next++] & 0xFF;
    }

    private static String decode(byte[] line) throws RequestException {
        int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RequestException(Kind.NOT_UTF8, "the line is not UTF-8 text", "send UTF-8");
        }
    }
}
