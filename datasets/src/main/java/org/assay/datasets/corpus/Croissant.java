package org.assay.datasets.corpus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.Manifest;

/**
 * What a corpus is, as JSON-LD in the Croissant vocabulary, version 1.0 (M. Akhtar et al., "Croissant: a metadata format for
 * ML-ready datasets", 2024, section 3): the files with their digests, and the fields of a line of {@code sequences.jsonl}.
 */
final class Croissant {
    private static final String LINES = CorpusFiles.LINES;
    private static final Map<String, String> FORMATS =
            Map.of("jsonl", "application/jsonlines", "json", "application/json", "npy", "application/x-npy");

    private Croissant() {}

    /** @param data the files that hold the data, with their digests */
    static Map<String, Object> of(CorpusCard card, Manifest data) {
        Map<String, Object> dataset = new TreeMap<>();
        dataset.put("@context", context());
        dataset.put("@type", "sc:Dataset");
        dataset.put("conformsTo", "http://mlcommons.org/croissant/1.0");
        dataset.put("name", card.process() + "-seed-" + card.seed());
        dataset.put(
                "description",
                card.rows() + " rows of " + card.length() + " tokens of the process " + card.process() + " ("
                        + card.source() + "), " + card.layout() + ", with the exact law behind every token");
        dataset.put("isLiveDataset", false);
        dataset.put("distribution", data.files().stream().map(Croissant::file).toList());
        dataset.put("recordSet", card.files().contains(LINES) ? List.of(recordSet()) : List.of());
        return dataset;
    }

    private static Map<String, Object> context() {
        Map<String, Object> context = new TreeMap<>();
        context.put("@vocab", "https://schema.org/");
        context.put("sc", "https://schema.org/");
        context.put("cr", "http://mlcommons.org/croissant/");
        context.put("dct", "http://purl.org/dc/terms/");
        context.put("conformsTo", "dct:conformsTo");
        context.put("recordSet", "cr:recordSet");
        context.put("field", "cr:field");
        context.put("fileObject", "cr:fileObject");
        context.put("source", "cr:source");
        context.put("extract", "cr:extract");
        context.put("jsonPath", "cr:jsonPath");
        context.put("repeated", "cr:repeated");
        context.put("isLiveDataset", "cr:isLiveDataset");
        context.put("dataType", Map.of("@id", "cr:dataType", "@type", "@vocab"));
        return context;
    }

    private static Map<String, Object> file(Manifest.Entry entry) {
        Map<String, Object> file = new TreeMap<>();
        file.put("@type", "cr:FileObject");
        file.put("@id", entry.name());
        file.put("name", entry.name());
        file.put("contentUrl", entry.name());
        file.put("contentSize", entry.bytes() + " B");
        file.put(
                "encodingFormat",
                FORMATS.get(entry.name().substring(entry.name().lastIndexOf('.') + 1)));
        file.put("sha256", entry.sha256());
        return file;
    }

    private static Map<String, Object> recordSet() {
        return Map.of(
                "@type",
                "cr:RecordSet",
                "@id",
                "sequences",
                "name",
                "sequences",
                "field",
                List.of(
                        field("text", "sc:Text", false),
                        field("tokens", "sc:Integer", true),
                        field("rules", "sc:Text", true),
                        field("states", "sc:Text", true),
                        field("probability", "sc:Float", true),
                        field("entropy", "sc:Float", true),
                        field("scored", "sc:Boolean", true),
                        field("starts", "sc:Boolean", true)));
    }

    private static Map<String, Object> field(String name, String type, boolean repeated) {
        Map<String, Object> field = new TreeMap<>();
        field.put("@type", "cr:Field");
        field.put("@id", "sequences/" + name);
        field.put("name", name);
        field.put("dataType", type);
        field.put("repeated", repeated);
        field.put("source", Map.of("fileObject", Map.of("@id", LINES), "extract", Map.of("jsonPath", "$." + name)));
        return field;
    }
}
