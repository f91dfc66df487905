package org.assay.symbolic.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.ContentHash;

/**
 * A history as it lies in its file: what the session began with, then every step. A line is
 *
 * <pre>{"check":"16 digits","entry":{...}}</pre>
 *
 * where the check is the beginning of SHA-256 of the check before it and of the text of the entry, so that no line can be changed,
 * lost or moved unnoticed. A last line without its newline was being written when the process ended, and does not count.
 *
 * @param beginning  the first line
 * @param steps      the others
 * @param wholeBytes length of the file up to the end of its last whole line
 * @param lastCheck  the check of that line
 */
public record EditHistory(Beginning beginning, List<EditRecord> steps, long wholeBytes, String lastCheck) {
    private static final String FORMAT = "assay-edits 1";
    private static final long LARGEST = 1L << 28;
    private static final int CHECK_DIGITS = 16;
    private static final String OPEN = "{\"check\":\"";
    private static final String MIDDLE = "\",\"entry\":";
    private static final int ENTRY_FROM = OPEN.length() + CHECK_DIGITS + MIDDLE.length();

    public EditHistory {
        steps = List.copyOf(steps);
    }

    /**
     * What a session began with, so that it can be had again.
     *
     * @param format       of the file
     * @param program      canonical text
     * @param data         how the held-out contexts are made, in the words of whoever makes them
     * @param heldOut      id of the {@link HeldOut}
     * @param yardstick    of the evaluator
     * @param observations of the evaluator
     */
    public record Beginning(
            String format,
            String program,
            SortedMap<String, String> data,
            String heldOut,
            Yardstick yardstick,
            double observations) {
        /** Of a session that begins with {@code program}. */
        public static Beginning of(Listing program, SortedMap<String, String> data, Evaluator evaluator) {
            return new Beginning(
                    FORMAT,
                    program.text(),
                    data,
                    evaluator.heldOut().id().hex(),
                    evaluator.yardstick(),
                    evaluator.observations());
        }
    }

    /**
     * Reads {@code file}.
     *
     * @throws DamagedFileException with the number of the first line that is not what was written
     */
    public static EditHistory read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new DamagedFileException(file, "is larger than a history may be, " + LARGEST + " bytes");
        }
        byte[] bytes = Files.readAllBytes(file);
        Beginning beginning = null;
        List<EditRecord> steps = new ArrayList<>();
        String check = "";
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            int line = steps.size() + (beginning == null ? 1 : 2);
            String entry = entry(bytes, from, at, check, file, line);
            if (beginning == null) {
                beginning = parse(entry, Beginning.class, file, line);
                if (!beginning.format().equals(FORMAT)) {
                    throw damaged(
                            file, line, "expected the format '" + FORMAT + "', found '" + beginning.format() + "'");
                }
            } else {
                steps.add(parse(entry, EditRecord.class, file, line));
            }
            check = check(check, entry);
            from = at + 1;
        }
        if (beginning == null) {
            throw damaged(file, 1, "expected the beginning of a history of edits, found no whole line");
        }
        return new EditHistory(beginning, steps, from, check);
    }

    /**
     * The steps, where the session that asks began the same way.
     *
     * @param file for messages
     * @throws OtherBeginningException when it did not
     */
    public List<EditRecord> stepsFrom(Beginning wanted, Path file) {
        OtherBeginningException.require(file, wanted, beginning);
        return steps;
    }

    private static String entry(byte[] bytes, int from, int to, String before, Path file, int line) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged(file, line, "not UTF-8 text");
        }
        if (text.length() <= ENTRY_FROM || !text.startsWith(OPEN) || !text.endsWith("}")) {
            throw damaged(file, line, "expected " + OPEN + "...");
        }
        String entry = text.substring(ENTRY_FROM, text.length() - 1);
        if (!text.equals(line(before, entry))) {
            throw damaged(file, line, "its check does not fit: it was changed, or a line before it is missing");
        }
        return entry;
    }

    private static <T> T parse(String entry, Class<T> type, Path file, int line) throws DamagedFileException {
        try {
            T value = Json.parse(entry, type);
            if (value == null) {
                throw damaged(file, line, "expected an entry, found null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw damaged(file, line, "not the entry that was expected: " + e.getOriginalMessage());
        }
    }

    /** A line that does not lead where it says, or cannot be believed. */
    static DamagedFileException damaged(Path file, int line, String what) {
        return new DamagedFileException(
                file,
                "line " + line + ": " + what,
                "nothing of it was used; go back to a copy, or begin a new history");
    }

    private static String check(String before, String entry) {
        return new ContentHash.Builder().add(before).add(entry).build().hex().substring(0, CHECK_DIGITS);
    }

    private static String line(String before, String entry) {
        return OPEN + check(before, entry) + MIDDLE + entry + "}";
    }

    /** The bytes of one more line, with its newline. */
    static byte[] line(String before, Object entry) {
        return (line(before, Json.line(entry)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The check that the line after {@code entry} goes by. */
    static String nextCheck(String before, Object entry) {
        return check(before, Json.line(entry));
    }
}
