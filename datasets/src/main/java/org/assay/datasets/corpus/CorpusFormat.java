package org.assay.datasets.corpus;

/** Which files hold the data of a corpus. */
public enum CorpusFormat {
    /** A line of JSON for each row. */
    JSONL,
    /** An array for each column. */
    NPY,
    BOTH;

    boolean hasLines() {
        return this != NPY;
    }

    boolean hasArrays() {
        return this != JSONL;
    }
}
