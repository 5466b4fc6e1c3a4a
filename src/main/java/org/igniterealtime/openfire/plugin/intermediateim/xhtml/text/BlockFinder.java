package org.igniterealtime.openfire.plugin.intermediateim.xhtml.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.text.lines.Line;

/** Finds the blocks of lines in the plain text of these lines. */
final class BlockFinder {

    private final List<BlockRange> blocks = new ArrayList<>();
    private final Deque<Integer> quotes = new ArrayDeque<>(); // indexes in blocks, innermost first
    private int code = -1; // where the code starts that has not ended
    private int last; // where the last line ended

    BlockFinder(List<Line> lines) {
        int start = 0;
        for (Line line : lines) {
            quotes(line.quotes(), start);
            if (line.kind() == Line.Kind.FENCE) {
                fence(start);
            } else {
                last = start + line.plain().length();
                start = last + 1;
            }
        }
        quotes(0, start);
    }

    private void quotes(int depth, int start) {
        while (quotes.size() > depth) {
            int index = quotes.pop();
            blocks.set(
                    index,
                    new BlockRange(BlockRange.Kind.QUOTE, blocks.get(index).from(), last));
        }
        while (quotes.size() < depth) {
            quotes.push(blocks.size());
            blocks.add(new BlockRange(BlockRange.Kind.QUOTE, start, start));
        }
    }

    private void fence(int start) {
        if (code < 0) {
            code = start;
        } else {
            if (last > code) {
                blocks.add(new BlockRange(BlockRange.Kind.CODE, code, last));
            }
            code = -1;
        }
    }

    List<BlockRange> blocks() {
        return blocks.stream().filter(block -> block.to() > block.from()).toList();
    }
}
