package org.assay.datasets.process.library;

import java.util.List;
import org.assay.datasets.process.HiddenMarkovProcess;

/** Small processes over words. */
public final class WordProcesses {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> TOKENS =
            List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Tmrw", "Yest", "Wkdy", "Wknd");
    private static final int WEEKDAYS = 5;

    private WordProcesses() {}

    /**
     * Days of the week: the state is today; a token names the day it becomes (the next one five times as often as any
     * other), or says tomorrow, yesterday, some weekday, some day of the weekend. After the process of that name in the
     * library simplexity (Astera, 2025), normalised by rows.
     */
    public static HiddenMarkovProcess daysOfWeek() {
        StateDiagram diagram = StateDiagram.of(TOKENS, DAYS);
        double total = 6 + 5 + 4;
        for (int today = 0; today < DAYS.size(); today++) {
            int tomorrow = (today + 1) % DAYS.size();
            for (int day = 0; day < DAYS.size(); day++) {
                diagram.edge(today, day, day, (day == tomorrow ? 5 : 1) / total);
                boolean weekday = day < WEEKDAYS;
                diagram.edge(today, TOKENS.indexOf(weekday ? "Wkdy" : "Wknd"), day, (weekday ? .2 : .5) / total);
            }
            diagram.edge(today, TOKENS.indexOf("Tmrw"), tomorrow, 1 / total);
            diagram.edge(today, TOKENS.indexOf("Yest"), (today + DAYS.size() - 1) % DAYS.size(), 1 / total);
        }
        return diagram.process("days-of-week", "simplexity (Astera 2025), transition matrices, days_of_week");
    }

    /**
     * Mr. name: tokens are states, "Mr." is always followed by a name, a name by something else. Markov of order 1.
     * After the process of that name in the library simplexity (Astera, 2025).
     *
     * @param p probability to change between Something and Blah, in (0, 1)
     * @param q probability that either is followed by Mr., in (0, 1) with p + q below 1
     */
    public static HiddenMarkovProcess mrName(double p, double q) {
        if (!(p > 0 && q > 0 && p + q < 1)) {
            throw new IllegalArgumentException(
                    "mr-name needs p and q above 0 with p + q below 1, got " + p + " and " + q);
        }
        return StateDiagram.of("Mr. Something Blah name", "Mr. Something Blah name")
                .edge("Mr.", "name", "name", 1)
                .edge("name", "Something", "Something", .5)
                .edge("name", "Blah", "Blah", .5)
                .edge("Something", "Mr.", "Mr.", q)
                .edge("Something", "Something", "Something", 1 - p - q)
                .edge("Something", "Blah", "Blah", p)
                .edge("Blah", "Mr.", "Mr.", q)
                .edge("Blah", "Something", "Something", p)
                .edge("Blah", "Blah", "Blah", 1 - p - q)
                .process("mr-name", "simplexity (Astera 2025), transition matrices, mr_name, p = " + p + ", q = " + q);
    }
}
