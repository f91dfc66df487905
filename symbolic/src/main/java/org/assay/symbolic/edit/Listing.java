package org.assay.symbolic.edit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.origin.ContentHash;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ItemLine;
import org.assay.symbolic.text.ProgramPrinter;

/** A program beside its canonical text, cut into items that can be addressed. Immutable. */
public final class Listing {
    private final Program program;
    private final String text;
    private final Map<String, ItemLine> items;

    private Listing(Program program, String text, Map<String, ItemLine> items) {
        this.program = program;
        this.text = text;
        this.items = Collections.unmodifiableMap(items);
    }

    /** The items of {@code program} in canonical order. */
    public static Listing of(Program program) {
        String text = ProgramPrinter.print(program);
        Map<String, ItemLine> items = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            ItemLine item = ItemLine.of(line)
                    .orElseThrow(() -> new IllegalStateException("a printed line is no item: " + line));
            if (items.put(item.address(), item) != null) {
                throw new IllegalStateException("two printed items are called '" + item.address() + "'");
            }
        }
        return new Listing(program, text, items);
    }

    public Program program() {
        return program;
    }

    /** The canonical text. */
    public String text() {
        return text;
    }

    /** Equal programs have equal ids. */
    public ContentHash id() {
        return ContentHash.of(text);
    }

    /** Address to line, in canonical order. */
    public Map<String, ItemLine> items() {
        return items;
    }

    /** The item at {@code address}, which may be quoted and spaced in any way. */
    public Optional<ItemLine> item(String address) {
        return ItemLine.of(address).map(words -> items.get(words.address()));
    }

    /** What is said where there is no such item. */
    public String hint(String address) {
        return Spelling.hint(address, items.keySet());
    }

    /** Items that name {@code label} or a copy of it, its own line among them, in canonical order. */
    public List<ItemLine> uses(String label) {
        List<ItemLine> uses = new ArrayList<>();
        items.values().stream().filter(item -> item.names(label)).forEach(uses::add);
        return uses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Listing listing && text.equals(listing.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
