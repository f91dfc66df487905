package org.assay.analysis.smile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses Smile where its native library loads, plain Java where it does not; decided once, at the first use. */
final class Library {
    private static final Logger LOG = LoggerFactory.getLogger(Library.class);
    private static final Decompositions CHOSEN = choose();

    private Library() {}

    static Decompositions chosen() {
        return CHOSEN;
    }

    private static Decompositions choose() {
        try {
            return SmileDecompositions.start();
        } catch (LinkageError absent) {
            LOG.warn(
                    "OpenBLAS does not run on this machine ({}); decompositions use plain Java, which is slower",
                    absent.toString());
            return new PlainDecompositions();
        }
    }
}
