## Fehler: was passiert ist, und was zu tun ist

error-private =
    Die Liste von **{ $user }** ist privat. Ihr Besitzer kann sie unter { $privacy }{ $site ->
        [MyAnimeList] {" "}(alles unter „Hide“ abwählen)
       *[other] {""}
    } öffentlich machen. Versuche es dann nach einer Minute noch einmal.
error-unknown-user = Auf { $site } gibt es niemanden namens **{ $user }**. Prüfe die Schreibweise: Es ist der Name in der URL des Profils.
error-own-list-gone = Die hochgeladene Liste ist nicht mehr gespeichert. Wem sie gehört, kann sie mit `/{ cmd-account } { cmd-link }` wieder hochladen.
error-linked-unknown = Den verknüpften Namen **{ $user }** gibt es auf { $site } nicht mehr: Das Konto wurde umbenannt oder gelöscht. Verknüpfe den jetzigen Namen.
error-name = Das kann kein Benutzername sein. Ein Name auf MyAnimeList hat 2 bis 16 Buchstaben, Ziffern, - oder _. Für andere Seiten schreib `anilist:name` oder `kitsu:name`, oder füge die URL des Profils ein.
error-no-name = Wessen Liste? Verknüpfe deine einmal mit dem Knopf. Die meisten Befehle nehmen auch einen Namen.
error-not-shared = Zu dieser Person gibt es nichts zu zeigen: Keine Liste ist verknüpft, oder sie ist nicht freigegeben. Freigeben kann sie die Person mit `/{ cmd-account } { cmd-sharing }`.
error-user-and-member = Gib entweder einen Namen oder ein Mitglied an, nicht beides.
error-not-an-answer = So lassen sich nur meine eigenen Antworten löschen.
error-delete = Diese Antwort löschen kann nur, wer danach gefragt hat oder Nachrichten verwalten darf.
error-same-user = Das ist dieselbe Person. Nenne zwei verschiedene.
error-years = Das erste Jahr liegt nach dem letzten. Tausche sie oder lass eines weg.
error-filter-years = Diese Jahre waren nicht zu lesen. Schreib zum Beispiel 2015, 2010-2019, 2020- oder -1999. Nichts wurde geändert.
error-adult = Titel für Erwachsene erscheinen nur in altersbeschränkten Kanälen von Servern, die sie erlauben.
error-genre = Das Genre **{ $genre }** gibt es nicht. Wähle eines der Vorschläge beim Tippen.
error-genre-near = Das Genre **{ $genre }** gibt es nicht. Meinst du { $near }?
error-user-or-file = Gib entweder deinen Benutzernamen oder eine Datei mit deiner Liste an.
error-list-file =
    { $kind ->
        [manga] Das ist der Export einer Manga-Liste. Exportiere bitte die Anime-Liste.
        [damaged] Diese Datei ist beschädigt oder unvollständig. Exportiere deine Liste bitte noch einmal.
        [too_large] Diese Datei ist zu groß. Erlaubt sind 10 MB, entpackt 32 MB, und 20.000 Einträge.
       *[no_export] Das ist kein Export einer Anime-Liste. MyAnimeList, AniList und Kitsu geben ihn in ihren Einstellungen heraus, als .xml- oder .xml.gz-Datei.
    } Nichts wurde gespeichert.
error-file-size = Diese Datei ist größer als { $n } MB, mehr als jede Bannliste braucht. Nichts wurde importiert.
error-file-gone = Die Datei ließ sich nicht von Discord herunterladen. Schick sie bitte noch einmal.
error-file = Die Datei ist fehlerhaft: { $reason }. Nichts wurde importiert.
error-too-many-bans = Ein Server bannt höchstens { $n } Titel und { $n } Nutzer. Nichts wurde geändert.
error-input = { $field }: { $reason }.
error-site-down = { $site } ist nicht erreichbar, und es gibt keine frühere Kopie der Liste. Versuche es { $when } wieder.
error-site-refused = { $site } weist diesen Bot ab. Wer ihn betreibt, muss die Einstellungen prüfen.
error-too-many-fetches = Für dich werden noch andere Listen abgerufen. Warte auf sie, oder versuche es { $when } wieder.
error-busy = Gerade werden zu viele Listen abgerufen. Versuche es { $when } wieder.
error-cooldown = Nicht so schnell: Du kannst { $when } wieder fragen.
error-timeout = Das hat zu lange gedauert und wurde abgebrochen. Versuche es in ein paar Minuten wieder.
error-no-snapshot = Es ist noch keine Community geladen, darum gibt es nichts zu empfehlen. Wer den Bot betreibt, holt Listen mit `reko import` oder `reko crawl` und führt dann `reko build` aus.
error-store = Der Bot erreicht seine Datenbank nicht. Was du eben geändert hast, ist vielleicht nicht gespeichert. Versuche es in einer Minute wieder.
error-stopping = Der Bot wird neu gestartet. Versuche es gleich noch einmal.
error-forbidden = Discord lässt mich das hier nicht tun. Wahrscheinlich fehlt mir eine Berechtigung.
error-discord = Discord hatte ein Problem und hat nicht die ganze Antwort angenommen. Versuche es gleich noch einmal.
error-data-deleted = Du hast alles löschen lassen, was über dich gespeichert ist; darum wurde dies abgebrochen. Frag noch einmal.
error-expired = Diese Nachricht ist zu alt. Nutze den Befehl noch einmal.
error-not-on-page = Dieser Titel steht nicht mehr auf der Seite: Er wurde gebannt oder darf hier nicht gezeigt werden. Blättere hin und zurück, um zu sehen, was noch da ist.
error-outdated = Dieser Befehl wurde aktualisiert. Starte Discord neu, oder versuche es in einer Stunde wieder.
error-no-title = Unter diesem Namen ist kein Anime bekannt: **{ $title }**. Prüfe die Schreibweise, oder füge die Adresse seiner Seite auf MyAnimeList ein.
error-log-channel-unknown = Das ist kein Textkanal dieses Servers. Wähle einen anderen.
error-log-channel = In { $channel } darf ich noch nicht schreiben. Gib mir dort diese Rechte und wähle ihn dann noch einmal: { $missing }.
error-timezone = Die Zeitzone **{ $name }** kenne ich nicht. Wähle einen der Vorschläge, zum Beispiel Europe/Berlin.
error-dm-closed = Discord lässt mich dir keine Direktnachrichten schicken. Erlaube sie in den Privatsphäre-Einstellungen dieses Servers und versuche es noch einmal.
error-option = Eine der Optionen ist ungültig. Prüfe sie und versuche es noch einmal.
error-too-late = Ein Ban lässt sich zehn Minuten lang rückgängig machen. Wer den Server verwaltet, kann ihn noch aufheben: `/{ cmd-settings } { cmd-bans }`.
error-not-yours = Diese Knöpfe gehören { $owner }. Hol dir mit `/{ cmd-reko }` eigene Empfehlungen.
error-moderators-only = Auf diesem Server bannt nur, wer Nachrichten verwalten darf.
error-manage-server = Das kann nur, wer den Server verwalten darf.
error-server-only = Das geht nur auf Servern, zu denen ich hinzugefügt wurde.
error-left-server = Du kannst diese Seite nicht mehr sehen; nichts wurde gebannt.
error-unforeseen = Bei uns ist etwas schiefgegangen. Wenn es wieder passiert, nenne dem Betreiber dieses Bots diese Fehler-ID: `{ $id }`
