<%@ page contentType="text/html; charset=UTF-8" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<%-- the servlet brings the page; whoever calls this address directly is sent to it --%>
<c:if test="${empty page.own().name()}"><c:redirect url="standby"/></c:if>
<html>
<head>
    <title><fmt:message key="intermediateim.standby.title"/></title>
    <meta name="pageID" content="intermediateim-standby"/>
    <link rel="stylesheet" type="text/css" href="style/intermediateim.css"/>
</head>
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
