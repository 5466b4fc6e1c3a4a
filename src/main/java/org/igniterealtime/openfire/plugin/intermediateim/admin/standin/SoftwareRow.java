package org.igniterealtime.openfire.plugin.intermediateim.admin.standin;

import java.util.List;

/**
 * What is done for clients of one kind of software.
 *
 * @param name    as the table of renderers has it, else the node that is announced
 * @param clients how many are online
 * @param does    i18n keys of what is done for at least one of them
 * @param told    how many clients of others were told so, in their copies of presence
 */
public record SoftwareRow(String name, long clients, List<String> does, long told) {}
