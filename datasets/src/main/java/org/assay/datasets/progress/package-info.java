/** Telling a person how far a long task is: one contract, drawn by {@code reports.cli} alone. Imports nothing. */
package org.assay.datasets.progress;
