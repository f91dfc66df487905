package org.assay.reports.cli.terminal;

/** How long a task still takes if it goes on as it went, in words. */
final class TimeLeft {
    private TimeLeft() {}

    /**
     * @param seconds time since {@code first} units were done
     * @param first   units done when the clock was started, not 0 when a task was resumed
     */
    static String words(double seconds, long first, long done, long total) {
        return done <= first ? "" : words(seconds * (total - done) / (done - first)) + " left";
    }

    /** {@code 45 s}, {@code 1 min 20 s}, {@code 2 h 05 min}. */
    static String words(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + twoDigits(whole % 60) + " s";
        }
        return whole / 3600 + " h " + twoDigits(whole % 3600 / 60) + " min";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
