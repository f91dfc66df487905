package org.assay.neural.djl;

import ai.djl.ndarray.types.DataType;

/** In which numbers a network at rest computes: as it was trained, or in double precision, to tell noise from error. */
public enum Precision {
    FLOAT32(DataType.FLOAT32),
    FLOAT64(DataType.FLOAT64);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    DataType type() {
        return type;
    }
}
