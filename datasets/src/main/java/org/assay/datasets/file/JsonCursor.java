package org.assay.datasets.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/**
 * JSON read from front to back and never held, for what strangers wrote: memory does not grow with what the text claims. Duplicate
 * names, deep nesting and overlong names, texts and numbers are refused.
 */
public final class JsonCursor implements Closeable {
    private static final int DEEPEST = 8;
    private static final int LONGEST_NAME = 1 << 12;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NUMBER = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // tables of names outlive the file that they came in
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private final Path file;
    private final String part;
    private final JsonParser parser;

    /**
     * @param file for messages
     * @param part which part of the file the text is, for messages: {@code header}
     * @param text read to its end, and closed with this
     */
    public JsonCursor(Path file, String part, Reader text) throws IOException {
        this.file = file;
        this.part = part;
        this.parser = FACTORY.createParser(text);
        advance();
    }

    /** Whether an object stands here. */
    public boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether a list stands here. */
    public boolean atList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Whether a text stands here. */
    public boolean atText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** Whether a whole number stands here that fits into 64 bits. */
    public boolean atWholeNumber() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && checked(parser::getNumberType) != JsonParser.NumberType.BIG_INTEGER;
    }

    /** What stands here, for messages. */
    public String found() throws IOException {
        return parser.currentToken() == null ? "nothing" : checked(parser::getText);
    }

    /** Goes to the value of the next member of an object and returns its name, or past the object's end and returns null. */
    public String nextMember() throws IOException {
        advance();
        if (parser.currentToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = checked(parser::currentName);
        advance();
        return name;
    }

    /** Goes to the next element of a list, or to the list's end and returns false. */
    public boolean nextElement() throws IOException {
        advance();
        return parser.currentToken() != JsonToken.END_ARRAY;
    }

    /** The text that stands here. */
    public String text() throws IOException {
        return checked(parser::getText);
    }

    /** The number that stands here. */
    public long wholeNumber() throws IOException {
        return checked(parser::getLongValue);
    }

    /** Refuses whatever follows the value that was read last. */
    public void requireEnd() throws IOException {
        advance();
        if (parser.currentToken() != null) {
            throw new DamagedFileException(file, part + " goes on after its end with " + found());
        }
    }

    private void advance() throws IOException {
        checked(parser::nextToken);
    }

    /** A step of the parser, which may find a fault only when it is asked for a value. */
    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T checked(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(
                    file,
                    part + " is not JSON with unique names, at character "
                            + parser.currentLocation().getCharOffset() + ": " + e.getOriginalMessage());
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
