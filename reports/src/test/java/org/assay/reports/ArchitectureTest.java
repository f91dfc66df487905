package org.assay.reports;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the house, over the compiled classes of all modules: this module is the only one that sees them all. */
class ArchitectureTest {
    private static final String COMMAND_LINE = "org.assay.reports.cli..";
    private static final Set<String> MODULES = Set.of("datasets", "symbolic", "neural", "analysis", "reports");

    /**
     * Fewer classes than this in a module would mean that the import missed it, and every rule would hold of
     * nothing.
     */
    private static final int FEWEST_CLASSES = 20;

    private static JavaClasses house;

    @BeforeAll
    static void read_all_classes() {
        ImportOption noTests = location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");
        house = new ClassFileImporter().withImportOption(noTests).importPackages("org.assay");
    }

    @Test
    void all_modules_were_seen() {
        Map<String, Integer> seen = new TreeMap<>();
        for (JavaClass type : house) {
            seen.merge(moduleOf(type), 1, Integer::sum);
        }
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(MODULES);
        assertThat(seen).allSatisfy((module, classes) -> assertThat(classes).isGreaterThanOrEqualTo(FEWEST_CLASSES));
    }

    @ParameterizedTest
    @CsvSource({
        "org.assay.datasets.origin.Seed",
        "org.assay.datasets.process.GeneratingProcess",
        "org.assay.symbolic.run.Interpreter",
        "org.assay.neural.djl.TorchTraining",
        "org.assay.neural.train.Trainer",
        "org.assay.analysis.metric.Score",
        "org.assay.analysis.experiment.RunResult",
        "org.assay.reports.cli.Main"
    })
    void known_classes_were_seen(String name) {
        assertThat(house.contain(name)).isTrue();
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching("org.assay.(**)").should().beFreeOfCycles().check(house);
    }

    @ParameterizedTest
    @CsvSource({
        "org.assay.datasets.., org.assay.symbolic..",
        "org.assay.datasets.., org.assay.neural..",
        "org.assay.datasets.., org.assay.analysis..",
        "org.assay.datasets.., org.assay.reports..",
        "org.assay.symbolic.., org.assay.neural..",
        "org.assay.symbolic.., org.assay.analysis..",
        "org.assay.symbolic.., org.assay.reports..",
        "org.assay.neural..,   org.assay.symbolic..",
        "org.assay.neural..,   org.assay.analysis..",
        "org.assay.neural..,   org.assay.reports..",
        "org.assay.analysis.., org.assay.reports.."
    })
    void modules_look_to_the_left_only(String module, String right) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(right)
                .check(house);
    }

    @Test
    void only_experiment_and_compile_see_programs_and_networks_together() {
        Set<String> both = new TreeSet<>(packagesThatUse("org.assay.symbolic"));
        both.retainAll(packagesThatUse("org.assay.neural"));
        both.removeIf(name -> name.startsWith("org.assay.reports.cli"));
        assertThat(Set.of("org.assay.analysis.experiment", "org.assay.analysis.compile"))
                .containsAll(both);
    }

    private static Set<String> packagesThatUse(String module) {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : house) {
            boolean uses = type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(dependency ->
                            dependency.getTargetClass().getPackageName().startsWith(module));
            if (uses && !type.getPackageName().startsWith(module)) {
                packages.add(type.getPackageName());
            }
        }
        return packages;
    }

    /** Nobody but the adapter may so much as name a foreign type, so none can stand in anybody else's signature. */
    @ParameterizedTest
    @CsvSource({
        "ai.djl..,               org.assay.neural.djl..",
        "org.nd4j..,             org.assay.analysis.linalg..",
        "org.bytedeco..,         org.assay.analysis.linalg..",
        "smile..,                org.assay.analysis.smile..",
        "tech.tablesaw..,        org.assay.reports.table..",
        "picocli..,              org.assay.reports.cli..",
        "me.tongfei..,           org.assay.reports.cli.terminal..",
        "org.yaml..,             org.assay.datasets.language.."
    })
    void a_library_has_one_home(String library, String adapter) {
        noClasses()
                .that()
                .resideOutsideOfPackage(adapter)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(house);
    }

    @Test
    void adapters_show_no_foreign_type_to_the_outside() {
        String[] adapters = {
            "org.assay.neural.djl", "org.assay.analysis.linalg", "org.assay.analysis.smile", "org.assay.reports.table"
        };
        DescribedPredicate<JavaClass> foreign = describe(
                "types of the libraries",
                type -> resideInAnyPackage("ai.djl..", "org.nd4j..", "org.bytedeco..", "smile..", "tech.tablesaw..")
                        .test(type.getBaseComponentType()));
        for (JavaClass type : house) {
            if (!List.of(adapters).contains(type.getPackageName())) {
                continue;
            }
            type.getMethods().stream()
                    .filter(method -> type.getModifiers().contains(JavaModifier.PUBLIC)
                            && method.getModifiers().contains(JavaModifier.PUBLIC))
                    .forEach(method -> {
                        assertThat(foreign.test(method.getRawReturnType()))
                                .as(method.getFullName())
                                .isFalse();
                        assertThat(method.getRawParameterTypes())
                                .as(method.getFullName())
                                .noneMatch(foreign);
                    });
        }
    }

    @Test
    void datasets_need_the_platform_and_jackson_only() {
        noClasses()
                .that()
                .resideInAPackage("org.assay.datasets..")
                .should()
                .dependOnClassesThat(
                        not(resideInAnyPackage("java..", "org.assay.datasets..", "com.fasterxml.jackson..")))
                .check(house);
    }

    @Test
    void only_the_command_line_prints_reads_the_environment_and_ends_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage(COMMAND_LINE)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(calls("java.lang.System", "exit|getenv|setOut|setErr"))
                .orShould()
                .callMethodWhere(calls("java.lang.Runtime", "exit|halt|addShutdownHook"))
                .orShould()
                .callMethodWhere(describe(
                        "prints a stack trace",
                        call -> call.getTarget().getName().equals("printStackTrace")))
                .check(house);
    }

    @Test
    void randomness_comes_from_seeds_only() {
        noClasses()
                .should()
                .dependOnClassesThat(nameMatching("java\\.util\\.(Random|SplittableRandom|random\\..*)"
                        + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom"))
                .orShould()
                .callMethodWhere(calls("java.lang.(Strict)?Math", "random"))
                .orShould()
                .callMethodWhere(calls("java.util.UUID", "randomUUID"))
                .orShould()
                .callMethodWhere(calls("java.util.Collections", "shuffle"))
                .check(house);
    }

    @Test
    void clocks_are_read_by_provenance_and_stopwatch_only() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.assay.datasets.origin")
                .should()
                .callMethodWhere(calls("java.lang.System", "nanoTime|currentTimeMillis"))
                .orShould()
                .callMethodWhere(calls("java\\.time\\..*", "now|system.*"))
                .orShould()
                .dependOnClassesThat(nameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar)"))
                .check(house);
    }

    @Test
    void only_the_engine_adapter_sets_system_properties() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.assay.neural.djl..")
                .should()
                .callMethodWhere(calls("java.lang.System", "setProperty|setProperties|clearProperty"))
                .check(house);
    }

    @Test
    void nothing_is_read_by_java_serialisation() {
        noClasses()
                .should()
                .dependOnClassesThat(nameMatching("java\\.io\\.Object(In|Out)putStream"))
                .check(house);
    }

    @Test
    void names_say_what_a_thing_is() {
        Set<String> empty = Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "misc");
        for (JavaClass type : house) {
            assertThat(type.getPackageName().split("\\.")).as(type.getName()).doesNotContainAnyElementsOf(empty);
            assertThat(type.getSimpleName().split("(?=[A-Z])"))
                    .as(type.getName())
                    .noneMatch(word -> empty.contains(word.toLowerCase(Locale.ROOT)));
        }
    }

    private static DescribedPredicate<JavaMethodCall> calls(String type, String methods) {
        return describe("calls " + type + "." + methods, call -> {
            AccessTarget target = call.getTarget();
            return target.getOwner().getName().matches(type) && target.getName().matches(methods);
        });
    }

    private static String moduleOf(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
