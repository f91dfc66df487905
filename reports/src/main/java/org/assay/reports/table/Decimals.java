package org.assay.reports.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, the same on every machine, locale and Java release. {@link Double#toString(double)} is not: before
 * release 19 it sometimes printed more digits than are needed.
 */
public final class Decimals {
    /** Every double is told apart from its neighbours by 17 significant digits. */
    private static final int ENOUGH = 17;

    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_TO = 1e7;

    private Decimals() {}

    /** The fewest digits that read back as {@code value}; throws ArithmeticException for NaN and infinities. */
    public static BigDecimal shortest(double value) {
        for (int digits = 1; digits < ENOUGH; digits++) {
            BigDecimal rounded = rounded(value, digits);
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return rounded(value, ENOUGH);
    }

    /** {@code value} with at most {@code digits} significant digits, zeros at the end dropped. */
    public static BigDecimal rounded(double value, int digits) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("cannot write " + value + " as a decimal number");
        }
        BigDecimal exact = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
    }

    /** The shortest text that reads back as {@code value}: plain where it is short, else such as {@code 1.5E-7}. */
    public static String exact(double value) {
        return text(shortest(value), value);
    }

    /** For people: at most {@code digits} significant digits. */
    public static String shown(double value, int digits) {
        return text(rounded(value, digits), value);
    }

    /** For people: four significant digits. */
    public static String shown(double value) {
        return shown(value, 4);
    }

    /** For people: so many digits after the point, never minus zero. */
    public static String places(double value, int places) {
        BigDecimal rounded = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
        return rounded.toPlainString();
    }

    /** A whole number with its thousands set apart by commas, such as {@code 12,000}. */
    public static String grouped(long value) {
        String digits = Long.toString(Math.abs(value));
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(',');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    private static String text(BigDecimal decimal, double value) {
        double size = Math.abs(value);
        boolean plain = size == 0 || size >= PLAIN_FROM && size < PLAIN_TO;
        if (plain) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = decimal.precision() - decimal.scale() - 1;
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (decimal.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "E" + exponent;
    }
}
