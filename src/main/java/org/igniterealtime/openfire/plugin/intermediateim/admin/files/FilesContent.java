package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

/**
 * What files.jsp shows.
 *
 * @param address below which users have their drop boxes
 */
public record FilesContent(boolean on, String address) {}
