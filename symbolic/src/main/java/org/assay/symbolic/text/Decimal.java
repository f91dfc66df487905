package org.assay.symbolic.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as plain decimals, the same on every Java version. */
final class Decimal {
    private static final int DIGITS_ENOUGH_FOR_ANY_DOUBLE = 17;

    private Decimal() {}

    /** The decimal with the fewest digits that reads back as exactly {@code value}, without an exponent. */
    static String shortest(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < DIGITS_ENOUGH_FOR_ANY_DOUBLE; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros().toPlainString();
            }
        }
        return exact.round(new MathContext(DIGITS_ENOUGH_FOR_ANY_DOUBLE, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }
}
