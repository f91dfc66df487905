package org.assay.symbolic.fit;

import java.util.List;
import org.assay.symbolic.program.Program;

/**
 * A program of labels and where they came from.
 *
 * @param program  defines every label by the tokens before it
 * @param labels   as they were found from futures
 * @param defined  for each context the label that the program gives it
 * @param names    of the labels in the program
 */
public record FittedMachine(Program program, ContextLabels labels, int[] defined, List<String> names) {}
