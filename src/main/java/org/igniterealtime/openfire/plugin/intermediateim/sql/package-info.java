/** What is kept in Openfire's database, in SQL that every database Openfire runs on understands. */
package org.igniterealtime.openfire.plugin.intermediateim.sql;
