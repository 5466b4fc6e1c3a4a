package org.igniterealtime.openfire.plugin.intermediateim.files.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.xmpp.packet.JID;

/**
 * Whose files have changed, and which, as far as is known: a notice to look, which may come late, twice, or in another
 * order. It is bounded: of too many changes it says only that there are some.
 */
final class Changes {

    static final int MAX_OWNERS = 200;
    static final int MAX_FILES = 100;

    private static final String NAME = "changed";

    private final Map<JID, Set<FileId>> files = new LinkedHashMap<>(); // by owner
    private boolean complete = true;

    /** @param changed of the owner, as far as is known */
    void add(JID owner, Set<FileId> changed) {
        if (!files.containsKey(owner) && files.size() >= MAX_OWNERS) {
            complete = false;
            return;
        }
        Set<FileId> known = files.computeIfAbsent(owner, none -> new HashSet<>());
        if (known.size() + changed.size() <= MAX_FILES) {
            known.addAll(changed); // others are deleted a little later
        }
    }

    void addAll(Changes more) {
        more.files.forEach(this::add);
        complete &= more.complete;
    }

    boolean isEmpty() {
        return files.isEmpty() && complete;
    }

    /** @return files that may have changed, by owner; there are owners whose files are not known */
    Map<JID, Set<FileId>> files() {
        return files;
    }

    /** @return false if others have changed too, so that everything is to be looked at */
    boolean isComplete() {
        return complete;
    }

    Element toElement() {
        Element element = DocumentHelper.createElement(ClusterFiles.name(NAME))
                .addAttribute("complete", String.valueOf(complete));
        files.forEach((owner, ids) -> {
            Element of = element.addElement(ClusterFiles.name("of")).addAttribute("owner", owner.toString());
            ids.forEach(id -> of.addElement(ClusterFiles.name("file")).addAttribute("id", id.hex()));
        });
        return element;
    }

    /** @return empty if it is none. What is not understood is left out */
    static Optional<Changes> in(Element element) {
        if (!element.getName().equals(NAME)) {
            return Optional.empty();
        }
        Changes changes = new Changes();
        changes.complete = Boolean.parseBoolean(element.attributeValue("complete"));
        for (Element of : elements(element)) {
            try {
                JID owner = new JID(of.attributeValue("owner", ""));
                Set<FileId> ids = changes.files.computeIfAbsent(owner, none -> new HashSet<>());
                elements(of).stream()
                        .map(file -> file.attributeValue("id", ""))
                        .filter(FileId::isValid)
                        .forEach(id -> ids.add(new FileId(id)));
            } catch (IllegalArgumentException e) {
                changes.complete = false; // of a node of another version
            }
        }
        return Optional.of(changes);
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < parent.nodeCount(); i++) {
            if (parent.node(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
