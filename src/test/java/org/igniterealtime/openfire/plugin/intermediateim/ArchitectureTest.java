package org.igniterealtime.openfire.plugin.intermediateim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** Who may import whom: the table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String BASE = "org.igniterealtime.openfire.plugin.intermediateim";

    private static final String[] XMPP = {"org.dom4j..", "org.xmpp.packet.."};
    private static final String OPENFIRE = "org.jivesoftware..";

    @ArchTest
    static final ArchRule settings_know_the_values_of_features = mayImport("settings", List.of("xhtml", "caps"));

    @ArchTest
    static final ArchRule the_ground_floor_knows_stanzas = mayImport("stanza", List.of(), "org.dom4j..", "org.xmpp.packet..", "org.xml.sax..");

    @ArchTest
    static final ArchRule forms_know_the_ground_floor = mayImport("form", List.of("stanza"), XMPP);

    @ArchTest
    static final ArchRule disco_knows_forms = mayImport("disco", List.of("stanza", "form"), XMPP);

    @ArchTest
    static final ArchRule capabilities_know_disco = mayImport("caps", List.of("stanza", "form", "disco", "storage"),
            "org.dom4j..", "org.xmpp.packet..", "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule occupants_know_forms_and_disco = mayImport("muc", List.of("stanza", "form", "disco"), XMPP);

    @ArchTest
    static final ArchRule seats_know_occupants =
            mayImport("seats", List.of("stanza", "disco", "form", "muc", "settings", "storage"), XMPP);

    @ArchTest
    static final ArchRule xhtml_knows_the_ground_floor = mayImport("xhtml", List.of("stanza"), XMPP);

    @ArchTest
    static final ArchRule the_proxy_knows_stanzas_and_settings = mayImport("socks5", List.of("stanza", "disco", "settings"),
            "org.dom4j..", "org.xmpp.packet..", "io.github.bucket4j..", "org.apache.mina..");

    @ArchTest
    static final ArchRule only_the_sockets_of_the_proxy_know_mina = noClasses()
            .that().resideOutsideOfPackage(BASE + ".socks5.mina..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule writes_know_nothing_of_what_is_written = mayImport("storage", List.of());

    @ArchTest
    static final ArchRule what_is_kept_knows_whose_it_is = mayImport("sql", List.of("socks5", "seats", "caps", "disco", "storage"), XMPP);

    @ArchTest
    static final ArchRule the_porch_knows_openfire =
            mayImport("openfire", List.of("stanza", "disco", "caps", "settings", "socks5", "seats"), "org.dom4j..",
                    "org.xmpp..", OPENFIRE);

    @ArchTest
    static final ArchRule the_front_window_knows_servlets =
            mayImport("admin", List.of("stanza", "settings", "openfire", "xhtml", "socks5", "seats", "disco", "caps"), "javax.servlet..",
                    "org.dom4j..", "org.xmpp.packet..", OPENFIRE);

    @ArchTest
    static final ArchRule no_package_is_reached_in_a_circle =
            slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_static_holds_state = fields().that().areStatic().and().areDeclaredInClassesThat()
            .resideOutsideOfPackage(BASE + ".pages..").should().beFinal();

    @ArchTest
    static final ArchRule nobody_writes_to_the_console = noClasses().should().accessField(System.class, "out")
            .orShould().accessField(System.class, "err");

    private static ArchRule mayImport(String name, List<String> ours, String... others) {
        List<String> allowed = new ArrayList<>(List.of("java..", "org.slf4j..", BASE + "." + name + ".."));
        ours.forEach(each -> allowed.add(BASE + "." + each + ".."));
        allowed.addAll(List.of(others));
        return classes().that().resideInAPackage(BASE + "." + name + "..")
                .should().onlyDependOnClassesThat(isIn(allowed))
                .as(name + " may import only " + allowed);
    }

    private static DescribedPredicate<JavaClass> isIn(List<String> packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new))
                .or(DescribedPredicate.describe("is a primitive or an array of one", type -> type.getPackageName().isEmpty()));
    }
}
