<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="standby"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<fmt:message key="intermediateim.standby.text" var="boxText">
    <fmt:param value="${page.own().name()}"/><fmt:param value="${page.own().version()}"/>
    <fmt:param value="${page.working().name()}"/><fmt:param value="${page.working().version()}"/>
</fmt:message>
<c:set var="boxKind" value="warning"/>
<div id="standby"><%@ include file="box.jspf" %></div>
<p><fmt:message key="intermediateim.standby.hint"/></p>
</body>
</html>
