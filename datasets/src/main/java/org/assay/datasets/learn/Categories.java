package org.assay.datasets.learn;

/**
 * The category of each token.
 *
 * @param of    for each token, from 0; the number of categories for the tokens of brackets
 * @param sizes how many tokens each has
 */
record Categories(int[] of, int[] sizes) {
    /** From classes of all tokens, of which those of brackets are left out and empty classes closed up. */
    static Categories of(int[] classOf, Layout layout) {
        int[] number = new int[classOf.length + 1];
        int[] of = new int[classOf.length];
        int count = 0;
        for (int x = 0; x < classOf.length; x++) {
            if (!layout.isBracket(x)) {
                if (number[classOf[x]] == 0) {
                    number[classOf[x]] = ++count;
                }
                of[x] = number[classOf[x]] - 1;
            }
        }
        int[] sizes = new int[count];
        for (int x = 0; x < classOf.length; x++) {
            if (layout.isBracket(x)) {
                of[x] = count;
            } else {
                sizes[of[x]]++;
            }
        }
        return new Categories(of, sizes);
    }

    int count() {
        return sizes.length;
    }
}
