package org.assay.reports.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assay.datasets.file.Spelling;
import org.assay.reports.cli.answer.EditText;
import org.assay.reports.cli.terminal.Console;
import org.assay.symbolic.edit.Acceptance;
import org.assay.symbolic.edit.Change;
import org.assay.symbolic.edit.Yardstick;
import org.assay.symbolic.edit.protocol.EditDesk;
import org.assay.symbolic.edit.protocol.Request;
import org.assay.symbolic.edit.protocol.RequestException;
import org.assay.symbolic.edit.protocol.RequestException.Kind;
import org.assay.symbolic.edit.protocol.RequestLines;

/**
 * The same conversation for people: one command a line, typed or from a file. Answers go to standard output, prompts and what went
 * wrong to standard error; a command that fails changes nothing and the next one is read.
 */
final class EditTerminal {
    private static final String PROMPT = "> ";
    private static final List<String> COMMANDS = List.of(
            "help",
            "program",
            "items",
            "item",
            "uses",
            "unused",
            "simulate",
            "evaluate",
            "worst",
            "ablate",
            "add",
            "replace",
            "remove",
            "try",
            "begin",
            "keep",
            "undo",
            "redo",
            "history",
            "save",
            "quit");

    private final EditDesk desk;
    private final Console console;
    private Optional<List<Change>> gathered = Optional.empty();

    EditTerminal(EditDesk desk, Console console) {
        this.desk = desk;
        this.console = console;
    }

    /** Until {@code quit} or the end of the input. */
    void serve() throws IOException {
        console.note(EditText.greeting(desk.session()));
        RequestLines lines = new RequestLines(console.in());
        boolean more = true;
        while (more) {
            prompt();
            try {
                Optional<String> line = lines.read();
                more = line.isPresent() && !line.get().strip().equals("quit");
                if (more) {
                    carryOut(line.get().strip());
                }
            } catch (RequestException e) {
                console.note(EditText.of(e));
            }
        }
    }

    private void prompt() {
        if (console.columns().isPresent()) {
            console.err().print(gathered.isPresent() ? "... " : PROMPT);
            console.err().flush();
        }
    }

    private void carryOut(String line) throws RequestException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.equals("help")) {
            console.result(EditText.help());
            return;
        }
        String command = line.split("\\s+", 2)[0];
        String rest = line.substring(command.length()).strip();
        if (gathered.isPresent()) {
            gather(command, rest);
        } else if (command.equals("begin")) {
            require(rest.isEmpty(), "'begin' stands alone; the changes follow, a line each");
            gathered = Optional.of(new ArrayList<>());
        } else {
            ask(request(command, rest));
        }
    }

    private void gather(String command, String rest) throws RequestException {
        switch (command) {
            case "cancel" -> gathered = Optional.empty();
            case "end", "try" -> {
                require(rest.isEmpty(), "'" + command + "' stands alone here; it ends what 'begin' began");
                List<Change> changes = gathered.get();
                require(!changes.isEmpty(), "no change was given yet");
                gathered = Optional.empty();
                ask(new Request.MakeEdit(changes, tried(command)));
            }
            default ->
                gathered.get()
                        .add(change(command, rest)
                                .orElseThrow(() -> bad(
                                        "'" + command + "' is no change; the edit that 'begin' began is still open",
                                        "write add, replace or remove, then end, try or cancel")));
        }
    }

    private static Optional<Acceptance> tried(String command) {
        return command.equals("try") ? Optional.of(Acceptance.NEVER) : Optional.empty();
    }

    private void ask(Request request) throws RequestException {
        console.result(EditText.of(desk.answer(request), desk.session()));
    }

    private static Optional<Change> change(String command, String rest) {
        return switch (command) {
            case "add" -> Optional.of(Change.add(rest));
            case "replace" -> Optional.of(Change.replace(rest));
            case "remove" -> Optional.of(Change.remove(rest));
            default -> Optional.empty();
        };
    }

    private static Request request(String command, String rest) throws RequestException {
        Optional<Change> change = change(command, rest);
        if (change.isPresent()) {
            return new Request.MakeEdit(List.of(change.get()), Optional.empty());
        }
        return switch (command) {
            case "program" -> alone(command, rest, new Request.Text());
            case "items" -> new Request.Items(rest.isEmpty() ? Optional.empty() : Optional.of(rest));
            case "item" -> new Request.Item(rest);
            case "uses" -> new Request.Uses(rest);
            case "unused" -> alone(command, rest, new Request.Unused());
            case "simulate" -> new Request.Simulate(rest);
            case "evaluate" -> evaluate(rest);
            case "worst" -> worst(rest);
            case "ablate" -> new Request.Ablate(rest.isEmpty() ? Set.of() : Set.of(rest.split("\\s+")));
            case "try" -> trial(rest);
            case "keep" -> alone(command, rest, new Request.Keep());
            case "undo" -> alone(command, rest, new Request.Undo());
            case "redo" -> alone(command, rest, new Request.Redo());
            case "history" -> new Request.History(rest.isEmpty() ? 20 : number(rest, 1, 10_000));
            case "save" -> alone(command, rest, new Request.Save());
            default ->
                throw new RequestException(
                        Kind.UNKNOWN_REQUEST,
                        "there is no command '" + command + "'",
                        Spelling.nearest(command, COMMANDS)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("'help' lists them"));
        };
    }

    private static Request trial(String rest) throws RequestException {
        String command = rest.split("\\s+", 2)[0];
        Change change = change(command, rest.substring(command.length()).strip())
                .orElseThrow(() -> bad("'try' is followed by add, replace or remove", "write: try add label noun"));
        return new Request.MakeEdit(List.of(change), Optional.of(Acceptance.NEVER));
    }

    private static Request evaluate(String rest) throws RequestException {
        require(rest.isEmpty() || rest.equals("positions"), "'evaluate' stands alone or before 'positions'");
        return new Request.Evaluate(!rest.isEmpty());
    }

    /** {@code worst [COUNT] [by WHAT] [group G] [alike] [tokens T]}. */
    private static Request worst(String rest) throws RequestException {
        Map<String, Yardstick> known = new TreeMap<>();
        for (Yardstick yardstick : Yardstick.values()) {
            known.put(yardstick.word(), yardstick);
        }
        Optional<Yardstick> by = Optional.empty();
        int group = 0;
        boolean alike = false;
        int count = 10;
        int tokens = 8;
        List<String> words = rest.isEmpty() ? List.of() : List.of(rest.split("\\s+"));
        for (int w = 0; w < words.size(); w++) {
            String value = w + 1 < words.size() ? words.get(w + 1) : "";
            switch (words.get(w)) {
                case "by" -> {
                    require(known.containsKey(value), "'by' is followed by one of " + known.keySet());
                    by = Optional.of(known.get(value));
                    w++;
                }
                case "group" -> {
                    group = number(value, 1, 16);
                    w++;
                }
                case "tokens" -> {
                    tokens = number(value, 1, 1000);
                    w++;
                }
                case "alike" -> alike = true;
                default -> count = number(words.get(w), 1, 1000);
            }
        }
        require(group == 0 || !alike, "contexts are put together by 'group' or by 'alike', not by both");
        return new Request.Worst(by, group, alike, count, tokens);
    }

    private static Request alone(String command, String rest, Request request) throws RequestException {
        require(rest.isEmpty(), "'" + command + "' stands alone, found '" + rest + "' behind it");
        return request;
    }

    private static int number(String word, int least, int most) throws RequestException {
        require(
                word.matches("[0-9]{1,6}") && Integer.parseInt(word) >= least && Integer.parseInt(word) <= most,
                "expected a whole number in " + least + " .. " + most + ", found '" + word + "'");
        return Integer.parseInt(word);
    }

    private static void require(boolean so, String otherwise) throws RequestException {
        if (!so) {
            throw bad(otherwise, "'help' says how it is written");
        }
    }

    private static RequestException bad(String what, String fix) {
        return new RequestException(Kind.BAD_REQUEST, what, fix);
    }
}
