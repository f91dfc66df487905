package org.assay.analysis.subspace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A partition and what its method says about how it came to it.
 *
 * @param remarks what a reader needs beside the partition, by name in the order of printing: how many starts were made, what the
 *     held-out loss was, how many activations were used, what was left out
 */
public record FittedPartition(Partition partition, Map<String, String> remarks) {
    public FittedPartition {
        remarks = Collections.unmodifiableMap(new LinkedHashMap<>(remarks));
    }
}
