package org.igniterealtime.openfire.plugin.intermediateim.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultPageTest {

    private static final List<Integer> FORTY_ONE =
            IntStream.rangeClosed(1, 41).boxed().toList();

    @Test
    void hasTheRowsOfThePageThatIsWanted() {
        ResultPage<Integer> second = ResultPage.among(FORTY_ONE, "q", 2);
        assertEquals(FORTY_ONE.subList(20, 40), second.rows());
        assertEquals(41, second.total());
        assertEquals(3, second.pages());
        assertEquals(2, second.number());
    }

    @Test
    void endsWithTheLastPage() {
        ResultPage<Integer> last = ResultPage.among(FORTY_ONE, "q", 999_999);
        assertEquals(3, last.number());
        assertEquals(List.of(41), last.rows());
    }

    @Test
    void hasOnePageIfNothingIsFound() {
        ResultPage<Integer> none = ResultPage.among(List.of(), "q", 1);
        assertEquals(1, none.pages());
        assertEquals(1, none.number());
        assertEquals(List.of(), none.rows());
        assertEquals(1, ResultPage.among(FORTY_ONE.subList(0, 20), "q", 1).pages());
    }
}
