package org.igniterealtime.openfire.plugin.intermediateim.files.commands;

import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugin.intermediateim.commands.BadArgumentsException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.form.DataForm;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;
import org.igniterealtime.openfire.plugin.intermediateim.form.FieldType;

/** The forms (XEP-0004) in which files are chosen, and the reading of what is submitted. */
final class FileForm {

    /** That can be chosen from: what came last. */
    static final int MAX_OPTIONS = 100;

    private static final String FILE = "file";
    private static final String TEXT = "intermediateim.files.form.";

    private final FileTexts texts;

    FileForm(FileTexts texts) {
        this.texts = texts;
    }

    /** @return a form to choose one file; empty if there is none */
    Optional<DataForm> toGet(FileList list) {
        return form(list, FieldType.LIST_SINGLE, "get");
    }

    /** @return a form to choose some files; empty if there is none */
    Optional<DataForm> toDelete(FileList list) {
        return form(list, FieldType.LIST_MULTI, "delete");
    }

    private Optional<DataForm> form(FileList list, FieldType type, String label) {
        List<Field.Option> options =
                list.files().stream().limit(MAX_OPTIONS).map(this::option).toList();
        return options.isEmpty()
                ? Optional.empty()
                : Optional.of(new DataForm(
                        DataForm.Type.FORM,
                        List.of(new Field(FILE, type, texts.text(TEXT + label), true, List.of(), options))));
    }

    private Field.Option option(StoredFile file) {
        return new Field.Option(texts.describe(file), file.id().hex());
    }

    /** @return the ids of the files that were chosen, at least one */
    List<String> chosen(DataForm submitted) throws BadArgumentsException {
        List<String> ids = submitted.field(FILE).map(Field::values).orElse(List.of());
        if (ids.isEmpty() || ids.size() > MAX_OPTIONS || !ids.stream().allMatch(FileId::isValid)) {
            throw BadArgumentsException.because(texts.text(TEXT + "no-file"));
        }
        return ids.stream().distinct().toList();
    }
}
