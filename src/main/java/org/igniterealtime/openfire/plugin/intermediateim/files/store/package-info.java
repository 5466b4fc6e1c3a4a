/**
 * The files on disk, and how many of them are taken. A crash at any moment loses no whole file and leaves none behind
 * that nobody knows of.
 */
package org.igniterealtime.openfire.plugin.intermediateim.files.store;
