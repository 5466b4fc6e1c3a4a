<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="suite"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<p><fmt:message key="intermediateim.suite.intro"/></p>

<c:forEach var="suite" items="${page.suites()}">
    <div class="jive-contentBoxHeader" role="heading" aria-level="2" id="title-${suite.number()}"><c:out value="${suite.number()}: ${suite.title()}"/></div>
    <div class="jive-contentBox">
        <div class="im-scroll" tabindex="0" role="region" aria-labelledby="title-${suite.number()}"><table class="jive-table im-suite" id="${suite.number()}" aria-labelledby="title-${suite.number()}">
            <thead>
            <tr>
                <th scope="col"><fmt:message key="intermediateim.suite.protocol"/></th>
                <th scope="col"><fmt:message key="intermediateim.suite.level"/></th>
                <th scope="col"><fmt:message key="intermediateim.suite.provider"/></th>
                <th scope="col"><fmt:message key="intermediateim.suite.now"/></th>
            </tr>
            </thead>
            <tbody>
            <c:forEach var="part" items="${suite.parts()}">
                <c:forEach var="check" items="${part.checks()}" varStatus="row">
                    <tr data-part="${part.number()}" data-provider="${check.provider()}">
                        <c:if test="${row.first}">
                            <th scope="rowgroup" rowspan="${part.checks().size()}"><c:out value="${part.number()} ${part.title()}"/></th>
                            <td rowspan="${part.checks().size()}"><fmt:message key="intermediateim.suite.level.${part.must() ? 'must' : 'should'}"/></td>
                        </c:if>
                        <td><fmt:message key="intermediateim.suite.provider.${check.provider()}"/></td>
                        <td>
                            <fmt:message key="intermediateim.suite.check.${check.key()}" var="finding">
                                <fmt:param value="${check.part()}"/><fmt:param value="${check.whole()}"/>
                            </fmt:message>
                            <span class="im-state im-${check.state()}"><c:out value="${finding}"/></span>
                        </td>
                    </tr>
                </c:forEach>
            </c:forEach>
            </tbody>
        </table></div>
    </div>
</c:forEach>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.suite.bookmarks.title"/></div>
<div class="jive-contentBox"><p id="bookmarks"><fmt:message key="intermediateim.suite.bookmarks.${page.bookmarks()}"/></p></div>
</body>
</html>
