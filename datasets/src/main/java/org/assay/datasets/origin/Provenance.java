package org.assay.datasets.origin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when something was made. Volatile by nature: written beside results, never hashed, never shown on the page.
 *
 * @param codeVersion version of Assay
 * @param madeAt      UTC, to the second
 * @param java        version of the runtime
 * @param machine     operating system, architecture and number of processors
 */
public record Provenance(String codeVersion, String madeAt, String java, String machine) {
    /** The version that is written into results. */
    public static final String CODE_VERSION = "0.1.0";

    /** Of this process, now. */
    public static Provenance now() {
        return new Provenance(
                CODE_VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
    }
}
