package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;

/**
 * Feature negotiation (XEP-0020) as stream initiation uses it: a form with the one field {@code stream-method}
 * (XEP-0095 §4.1). Reads by that name alone, since clients differ in the types they give to form and field; writes
 * exactly one {@code list-single}, as some clients take nothing else.
 */
final class MethodNegotiation {

    static final String STREAM_METHOD = "stream-method";

    private static final QName FEATURE = QName.get("feature", Namespaces.FEATURE_NEGOTIATION);

    private MethodNegotiation() {}

    /** @return a fresh {@code <feature/>} that offers the methods */
    static Element offer(List<StreamMethod> methods) {
        List<Field.Option> options = methods.stream()
                .map(method -> new Field.Option("", method.namespace()))
                .toList();
        return feature(
                DataForm.Type.FORM, new Field(STREAM_METHOD, FieldType.LIST_SINGLE, "", false, List.of(), options));
    }

    /** @return a fresh {@code <feature/>} that chooses the method */
    static Element choice(StreamMethod method) {
        return feature(DataForm.Type.SUBMIT, new Field(STREAM_METHOD, FieldType.NONE, method.namespace()));
    }

    private static Element feature(DataForm.Type type, Field field) {
        Element feature = DocumentHelper.createElement(FEATURE);
        feature.add(new DataForm(type, List.of(field)).toElement());
        return feature;
    }

    /**
     * @param si of an offer
     * @return those that we can do, the preferred one first; a default value beside the options is not read
     * @throws SiException if there is no negotiation, or none of the methods is ours
     */
    static List<StreamMethod> offered(Element si) throws SiException {
        List<Element> forms = forms(si);
        if (forms.size() != 1) { // XEP-0020 §6
            throw new SiException(SiError.BAD_REQUEST, "not exactly one form");
        }
        List<Element> options = new ArrayList<>();
        streamMethods(forms.get(0)).forEach(field -> options.addAll(field.elements("option")));
        List<StreamMethod> methods = known(options);
        if (methods.isEmpty()) {
            throw new SiException(SiError.NO_VALID_STREAMS, "no method of ours");
        }
        return methods;
    }

    /** @return those of ours that an answer names, the preferred one first; none if it cancels */
    static List<StreamMethod> chosen(Element si) {
        List<Element> fields = new ArrayList<>();
        forms(si).stream()
                .filter(form -> !"cancel".equals(form.attributeValue("type")))
                .forEach(form -> fields.addAll(streamMethods(form)));
        return known(fields);
    }

    private static List<Element> forms(Element si) {
        List<Element> forms = new ArrayList<>();
        for (Element feature : si.elements(FEATURE.getName())) {
            if (feature.getQName().equals(FEATURE)) {
                feature.elements("x").stream().filter(DataForm::is).forEach(forms::add);
            }
        }
        return forms;
    }

    private static List<Element> streamMethods(Element form) {
        return form.elements("field").stream()
                .filter(field -> STREAM_METHOD.equals(field.attributeValue("var")))
                .toList();
    }

    /** @param parents of {@code <value/>} */
    private static List<StreamMethod> known(Collection<Element> parents) {
        List<String> values = parents.stream()
                .flatMap(parent -> parent.elements("value").stream())
                .map(Element::getTextTrim)
                .toList();
        return Arrays.stream(StreamMethod.values())
                .filter(method -> values.contains(method.namespace()))
                .toList();
    }
}
