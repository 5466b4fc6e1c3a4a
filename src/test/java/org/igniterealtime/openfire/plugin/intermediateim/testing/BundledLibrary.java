package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dom4j.Document;
import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;

/** A library that the build puts into the plugin jar. */
public record BundledLibrary(String groupId, String artifactId, String version) {

    /** @return all that {@code pom.xml} names for maven-shade-plugin, apart from the plugin's own artifact */
    public static List<BundledLibrary> all() throws IOException, DocumentException {
        Document pom = new SAXReader().read(new StringReader(Files.readString(Path.of("pom.xml"))));
        return pom.selectNodes("//*[local-name()='artifactSet']/*[local-name()='includes']/*").stream()
                .map(include -> ((Element) include).getText())
                .filter(include -> !((String) include).startsWith("$"))
                .map(include -> of((String) include, pom))
                .toList();
    }

    private static BundledLibrary of(String include, Document pom) {
        String[] parts = include.split(":");
        Element version = (Element)
                pom.selectSingleNode("/*/*[local-name()='dependencies']/*[*[local-name()='groupId']='" + parts[0]
                        + "' and *[local-name()='artifactId']='" + parts[1] + "']/*[local-name()='version']");
        return new BundledLibrary(parts[0], parts[1], version.getText());
    }

    /** @return {@code groupId:artifactId} */
    public String coordinates() {
        return groupId + ":" + artifactId;
    }

    /** @return the library as its authors publish it, from the class path */
    public Path jar() {
        String name = artifactId + "-" + version + ".jar";
        return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
