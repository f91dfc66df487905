package org.assay.symbolic.edit;

/**
 * Why an edit was refused. A column counts in {@code text}, from 1.
 *
 * @param change which change of the edit brought it about, from 1; 0 when it lies in an item that the edit left alone
 * @param item   address of the item, such as {@code unit u1}; empty when the problem lies between items
 * @param line   of the text that was given: 1 but in a rewrite; 0 when there is none
 * @param column from 1, or 0 when there is none
 * @param text   the line in question, or empty
 * @param what   what is wrong
 * @param fix    what to do about it, or empty
 */
public record EditProblem(int change, String item, int line, int column, String text, String what, String fix) {
    @Override
    public String toString() {
        String where = change > 0 ? "change " + change : item.isEmpty() ? "the program" : "'" + item + "'";
        String position = column == 0 ? "" : ", line " + line + ", column " + column;
        return where + position + ": " + what + (fix.isEmpty() ? "" : " - " + fix);
    }
}
