<%@ page contentType="text/html; charset=UTF-8" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<%-- the servlet brings the page; whoever calls this address directly is sent to it --%>
<c:if test="${empty page.settings()}"><c:redirect url="rooms"/></c:if>
<html>
<head>
    <title><fmt:message key="intermediateim.rooms.title"/></title>
    <meta name="pageID" content="intermediateim-rooms"/>
    <link rel="stylesheet" type="text/css" href="style/intermediateim.css"/>
</head>
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
    <form method="get" action="rooms" class="im-form" role="search">
        <label for="search"><fmt:message key="intermediateim.rooms.seats.search"/></label>
        <input type="search" id="search" name="q" size="40" maxlength="200" value="<c:out value='${page.seats().search()}'/>"
               <c:if test="${not empty page.seats().search()}">autofocus</c:if>/>
        <button type="submit"><fmt:message key="intermediateim.rooms.seats.search-button"/></button>
    </form>
    <p id="found">
        <fmt:message key="intermediateim.rooms.seats.found">
            <fmt:param value="${page.seats().total()}"/><fmt:param value="${page.seats().number()}"/><fmt:param value="${page.seats().pages()}"/>
        </fmt:message>
    </p>
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
        <c:forEach var="seat" items="${page.seats().rows()}">
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
                        <input type="hidden" name="formToken" value="${formToken}"/>
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
        <c:if test="${empty page.seats().rows()}">
            <tr><td colspan="8" class="im-hint"><fmt:message key="intermediateim.rooms.seats.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
    <fmt:message key="intermediateim.rooms.seats.pages" var="pagesLabel"/>
    <c:if test="${page.seats().pages() gt 1}">
        <div class="im-pages" role="navigation" aria-label="${pagesLabel}">
            <c:if test="${page.seats().number() gt 1}">
                <c:url value="rooms" var="previous"><c:param name="q" value="${page.seats().search()}"/><c:param name="p" value="${page.seats().number() - 1}"/></c:url>
                <a rel="prev" href="<c:out value='${previous}'/>#seats"><fmt:message key="intermediateim.rooms.seats.previous"/></a>
            </c:if>
            <c:if test="${page.seats().number() lt page.seats().pages()}">
                <c:url value="rooms" var="next"><c:param name="q" value="${page.seats().search()}"/><c:param name="p" value="${page.seats().number() + 1}"/></c:url>
                <a rel="next" href="<c:out value='${next}'/>#seats"><fmt:message key="intermediateim.rooms.seats.next"/></a>
            </c:if>
        </div>
    </c:if>
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
    <c:set var="form" value="${page.settings()}"/>
    <c:set var="formPage" value="rooms"/>
    <c:set var="formAction" value="settings"/>
    <%@ include file="settings.jspf" %>
</div>
</body>
</html>
