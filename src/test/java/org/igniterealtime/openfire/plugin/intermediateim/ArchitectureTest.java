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
    static final ArchRule settings = mayImport("settings", List.of());

    @ArchTest
    static final ArchRule stanza = mayImport("stanza", List.of(), "org.dom4j..", "org.xmpp.packet..", "org.xml.sax..");

    @ArchTest
    static final ArchRule form = mayImport("form", List.of("stanza"), XMPP);

    @ArchTest
    static final ArchRule disco = mayImport("disco", List.of("stanza", "form"), XMPP);

    @ArchTest
    static final ArchRule cluster = mayImport("cluster", List.of("stanza"), XMPP);

    @ArchTest
    static final ArchRule runtime = mayImport("runtime", List.of());

    @ArchTest
    static final ArchRule storage = mayImport("storage", List.of());

    @ArchTest
    static final ArchRule files = mayImport(
            "files",
            List.of(
                    "commands",
                    "stanza",
                    "runtime",
                    "settings",
                    "storage",
                    "cluster",
                    "form",
                    "disco",
                    "si",
                    "ibb",
                    "socks5",
                    "transfers"),
            "org.dom4j..",
            "org.xmpp.packet..",
            "org.apache.tika..");

    @ArchTest
    static final ArchRule only_the_detection_of_media_types_knows_tika = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(BASE + ".files.store.MediaTypes")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.tika..");

    @ArchTest
    static final ArchRule caps = mayImport(
            "caps",
            List.of("stanza", "runtime", "form", "disco", "muc", "settings", "storage"),
            "org.dom4j..",
            "org.xmpp.packet..",
            "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule clients = mayImport("clients", List.of("caps", "disco"), XMPP);

    @ArchTest
    static final ArchRule markup = mayImport("markup", List.of(), XMPP);

    @ArchTest
    static final ArchRule muc = mayImport("muc", List.of("stanza", "runtime", "form", "disco"), XMPP);

    @ArchTest
    static final ArchRule commands = mayImport("commands", List.of("stanza", "disco", "form", "runtime"), XMPP);

    @ArchTest
    static final ArchRule seats = mayImport(
            "seats",
            List.of("commands", "stanza", "runtime", "cluster", "disco", "form", "muc", "settings", "storage"),
            XMPP);

    @ArchTest
    static final ArchRule xhtml = mayImport("xhtml", List.of("stanza", "settings"), XMPP);

    @ArchTest
    static final ArchRule standin = mayImport(
            "standin",
            List.of(
                    "stanza",
                    "runtime",
                    "cluster",
                    "settings",
                    "xhtml",
                    "markup",
                    "commands",
                    "form",
                    "caps",
                    "disco",
                    "muc"),
            XMPP);

    @ArchTest
    static final ArchRule transfers = mayImport("transfers", List.of(), XMPP);

    @ArchTest
    static final ArchRule si = mayImport("si", List.of("stanza", "form", "transfers"), XMPP);

    @ArchTest
    static final ArchRule ibb = mayImport("ibb", List.of("stanza"), XMPP);

    @ArchTest
    static final ArchRule socks5 = mayImport(
            "socks5",
            List.of("stanza", "runtime", "cluster", "disco", "settings", "si", "transfers"),
            "org.dom4j..",
            "org.xmpp.packet..",
            "io.github.bucket4j..",
            "org.apache.mina..");

    @ArchTest
    static final ArchRule the_audit_log_is_written_in_one_way = noClasses()
            .that()
            .doNotHaveSimpleName("AuditEntry")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.jivesoftware.util.WebManager")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.jivesoftware.openfire.security..");

    @ArchTest
    static final ArchRule only_the_sockets_of_the_proxy_know_mina = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".socks5.mina..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule of_the_adapters_only_the_public_web_server_knows_servlets = noClasses()
            .that()
            .resideInAPackage(BASE + ".openfire..")
            .and()
            .resideOutsideOfPackage(BASE + ".openfire.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.servlet..");

    @ArchTest
    static final ArchRule sql =
            mayImport("sql", List.of("transfers", "files", "seats", "caps", "disco", "storage"), XMPP);

    @ArchTest
    static final ArchRule openfire = mayImport(
            "openfire",
            List.of(
                    "stanza",
                    "runtime",
                    "cluster",
                    "disco",
                    "caps",
                    "settings",
                    "si",
                    "socks5",
                    "seats",
                    "files",
                    "sql",
                    "standin"),
            "javax.servlet..",
            "org.dom4j..",
            "org.xmpp..",
            OPENFIRE);

    @ArchTest
    static final ArchRule admin = mayImport(
            "admin",
            List.of(
                    "stanza",
                    "runtime",
                    "settings",
                    "openfire",
                    "xhtml",
                    "socks5",
                    "transfers",
                    "seats",
                    "files",
                    "disco",
                    "caps",
                    "clients",
                    "standin"),
            "javax.servlet..",
            "org.dom4j..",
            "org.xmpp.packet..",
            OPENFIRE);

    /** Every package is a slice of its own, so sub-packages do not import each other in a circle either. */
    @ArchTest
    static final ArchRule no_package_imports_itself_in_a_circle =
            slices().matching(BASE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_static_holds_state = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(BASE + ".pages..")
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule nobody_writes_to_the_console =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    private static ArchRule mayImport(String name, List<String> ours, String... others) {
        List<String> allowed = new ArrayList<>(
                List.of("java..", "javax.crypto..", "javax.net..", "org.slf4j..", BASE + "." + name + ".."));
        ours.forEach(each -> allowed.add(BASE + "." + each + ".."));
        allowed.addAll(List.of(others));
        return classes()
                .that()
                .resideInAPackage(BASE + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(isIn(allowed))
                .as(name + " may import only " + allowed);
    }

    private static DescribedPredicate<JavaClass> isIn(List<String> packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new))
                .or(DescribedPredicate.describe(
                        "is a primitive or an array of one",
                        type -> type.getPackageName().isEmpty()));
    }
}
