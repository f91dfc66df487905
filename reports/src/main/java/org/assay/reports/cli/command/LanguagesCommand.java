package org.assay.reports.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.assay.reports.cli.answer.LanguageAnswer;
import org.assay.reports.cli.answer.LanguageText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code languages}: the built-in languages, or one of them described. */
@Command(
        name = "languages",
        description =
                "List the built-in languages and processes, or describe one: vocabulary, rules, floors, entropy rate.")
public final class LanguagesCommand implements Callable<Integer> {
    /** Floors are given up to this many tokens unless asked otherwise: as far as they move visibly. */
    private static final int LONGEST = 10;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A built-in name or a YAML file.")
    private String name;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public LanguagesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        console.result(name == null ? all() : one());
        return ExitCode.OK.code();
    }

    private String one() throws IOException {
        LanguageAnswer answer = LanguageAnswer.of(Languages.open(name), LONGEST);
        return json ? Json.pretty(answer) : LanguageText.of(answer);
    }

    /** Several at once: most of the time goes into the entropy rates of a few. */
    private String all() {
        List<String> names = Languages.names();
        Countdown countdown = new Countdown(names.size());
        List<LanguageAnswer.Entry> answers;
        try (ConsoleProgress progress = quietness.progress(console)) {
            answers = names.parallelStream()
                    .map(each -> {
                        LanguageAnswer.Entry entry = LanguageAnswer.entry(Languages.open(each), json ? LONGEST : 0);
                        countdown.oneMore(progress);
                        return entry;
                    })
                    .toList();
        }
        return json ? Json.pretty(answers) : LanguageText.list(answers);
    }

    /** Says how many are done, never fewer than before. */
    private static final class Countdown {
        private final int total;
        private int done;

        Countdown(int total) {
            this.total = total;
        }

        synchronized void oneMore(ConsoleProgress progress) {
            progress.at("languages", ++done, total, "");
        }
    }
}
