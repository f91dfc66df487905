/**
 * Programs as text that people and programs write.
 *
 * <p>One item a line, in any order; {@code #} begins a comment; a name that is not a plain word stands in double quotes (a colon inside a word belongs to it):
 *
 * <pre>
 * vocab TOKEN ...                                     the tokens in the order of their ids, once
 * label NAME : PARENT ...                             a label and its superlabels
 * token TOKEN -> LABEL ...                            the explicit labels of a token
 * head NAME layer N k=K theta=T
 *      query when {+A -B} &gt;= T seek {+2*C} offset {+1} value {LABEL ...}       (query any number of times, offset at most once)
 * unit NAME layer N when {+A -B} &gt;= T add {LABEL ...} del {LABEL ...}           (add or del may be left out)
 * bias TOKEN=WEIGHT ...
 * predict LABEL -> TOKEN=WEIGHT ...
 * </pre>
 *
 * <p>{@link org.assay.symbolic.text.ProgramPrinter} writes the canonical form, {@link org.assay.symbolic.text.ProgramParser}
 * reads any form with one token of lookahead; printing what was parsed is a fixed point, and numbers are printed with the fewest
 * digits that give the same double again. May import {@code program}, {@code label} and {@code datasets}. Not here: what a
 * program means.
 */
package org.assay.symbolic.text;
