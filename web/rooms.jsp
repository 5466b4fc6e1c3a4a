<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="rooms"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<fmt:message key="intermediateim.rooms.intro" var="intro"><fmt:param value="${page.address()}"/></fmt:message>
<p><c:out value="${intro}"/></p>
<c:if test="${not page.on()}">
    <fmt:message key="intermediateim.rooms.off" var="boxText"/>
    <c:set var="boxKind" value="info"/>
    <%@ include file="box.jspf" %>
</c:if>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="seats-title"><fmt:message key="intermediateim.rooms.seats.title"/></div>
<div class="jive-contentBox" id="seats">
    <c:if test="${page.keeper() != null}">
        <fmt:message key="${empty page.keeper() ? 'intermediateim.rooms.elsewhere' : 'intermediateim.rooms.elsewhere.host'}" var="elsewhere"><fmt:param value="${page.keeper()}"/></fmt:message>
        <p id="elsewhere"><strong><c:out value="${elsewhere}"/></strong></p>
    </c:if>
    <c:set var="results" value="${page.seats()}"/>
    <c:set var="texts" value="rooms.seats"/>
    <c:set var="resultsId" value="seats"/>
    <form method="get" action="rooms" class="im-form" role="search">
        <%@ include file="search.jspf" %>
        <button type="submit"><fmt:message key="intermediateim.rooms.seats.search-button"/></button>
    </form>
    <%@ include file="found.jspf" %>
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="seats-title"><table class="jive-table" aria-labelledby="seats-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.user"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.room"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.nick"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.state"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.since"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.kept"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.origin"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.seats.drop"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="seat" items="${results.rows()}">
            <c:url value="rooms" var="ofUser"><c:param name="q" value="${seat.user()}"/></c:url>
            <tr>
                <td class="im-jid"><a href="<c:out value='${ofUser}'/>"><c:out value="${seat.user()}"/></a></td>
                <td class="im-jid"><c:out value="${seat.room()}"/></td>
                <td><c:out value="${seat.nick()}"/></td>
                <td data-state="${seat.state()}"><fmt:message key="intermediateim.rooms.state.${seat.state()}"/></td>
                <td><fmt:formatDate value="${seat.since()}" type="both" dateStyle="medium" timeStyle="medium"/></td>
                <td class="im-number"><fmt:formatNumber value="${seat.kept()}"/></td>
                <td><fmt:message key="intermediateim.rooms.origin.${seat.origin()}"/></td>
                <td>
                    <form method="post" action="rooms">
                        <%@ include file="token.jspf" %>
                        <input type="hidden" name="action" value="drop"/>
                        <input type="hidden" name="user" value="<c:out value='${seat.user()}'/>"/>
                        <input type="hidden" name="room" value="<c:out value='${seat.room()}'/>"/>
                        <fmt:message key="intermediateim.rooms.seats.drop-whose" var="dropWhose">
                            <fmt:param value="${seat.user()}"/><fmt:param value="${seat.room()}"/>
                        </fmt:message>
                        <button type="submit" aria-label="<c:out value='${dropWhose}'/>"><fmt:message key="intermediateim.rooms.seats.drop"/></button>
                    </form>
                </td>
            </tr>
        </c:forEach>
        <c:if test="${empty results.rows()}">
            <tr><td colspan="8" class="im-hint"><fmt:message key="intermediateim.rooms.seats.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
    <c:url value="rooms" var="resultsUrl"><c:param name="q" value="${results.search()}"/></c:url>
    <%@ include file="pages.jspf" %>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="services-title"><fmt:message key="intermediateim.rooms.services.title"/></div>
<div class="jive-contentBox">
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="services-title"><table class="jive-table" id="services" aria-labelledby="services-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.rooms.services.service"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.services.seats"/></th>
            <th scope="col"><fmt:message key="intermediateim.rooms.services.state"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="service" items="${page.services()}">
            <tr>
                <th scope="row"><c:out value="${service.domain()}"/></th>
                <td class="im-number"><fmt:formatNumber value="${service.seats()}"/></td>
                <td>
                    <c:choose>
                        <c:when test="${service.reached()}"><span class="im-state im-on"><fmt:message key="intermediateim.rooms.services.reached"/></span></c:when>
                        <c:otherwise>
                            <fmt:formatDate value="${service.nextTry()}" type="time" timeStyle="medium" var="nextTry"/>
                            <span class="im-state im-bad"><fmt:message key="intermediateim.rooms.services.failing">
                                <fmt:param value="${service.failures()}"/><fmt:param value="${nextTry}"/>
                            </fmt:message></span>
                        </c:otherwise>
                    </c:choose>
                </td>
            </tr>
        </c:forEach>
        <c:if test="${empty page.services()}">
            <tr><td colspan="3" class="im-hint"><fmt:message key="intermediateim.rooms.services.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.rooms.settings.title"/></div>
<div class="jive-contentBox">
    <%@ include file="settings.jspf" %>
</div>
</body>
</html>
