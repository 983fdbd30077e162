## Accounts

link-done =
    ✅ You are linked to **{ $user }**, whose list has { $n ->
        [one] 1 title
       *[other] { $n } titles
    }. `/{ cmd-reko }` no longer needs a name.
link-joins = From the next update of the data on, your list also helps others find recommendations, without your name. `/{ cmd-account } { cmd-opt-out }` if you don't want that.
link-joins-not = Your list is only used for recommendations that are asked for under your name.
link-private =
    ✅ You are linked to **{ $user }**, but that list is private. Make it public at { $privacy }{ $site ->
        [MyAnimeList] {" "}(untick everything under “Hide”)
       *[other] {""}
    }. Then show the recommendations.
link-unchecked = ✅ You are linked to **{ $user }**. Couldn't reach { $site } to verify that this user exists.
link-opted-out = **{ $user }** wants nothing stored, so this name cannot be linked. If you opted out yourself, undo it with `/{ cmd-account } { cmd-opt-out }`; otherwise ask the operator of this bot.
link-none = You haven't linked a list.
form-link-name = Your user name
form-link-about = Name or URL of your profile. Other sites: anilist:name, kitsu:name. Your list has to be public.
own-list = an uploaded list
link-file-done =
    ✅ Your list is stored, with { $n ->
        [one] 1 title
       *[other] { $n } titles
    }. `/{ cmd-reko }` no longer needs a name.
link-file-unmapped =
    { $n ->
        [one] 1 entry has no title on MyAnimeList and was left out.
       *[other] { $n } entries have no title on MyAnimeList and were left out.
    }
link-file-kept = It is only used for you, until you upload a newer one or delete it with `/{ cmd-account } { cmd-unlink }`. It doesn't follow your list: upload a newer file from time to time.
link-shown-file = You use a list that you uploaded on { $when }. Upload a newer one with `/{ cmd-account } { cmd-link }`.
link-shown = You have been linked to **{ $user }** since { $when }.
sharing-nobody = Others can't ask for your recommendations by your Discord name, and don't learn your user name from me. `/{ cmd-account } { cmd-sharing }` changes that.
sharing-server = Members of servers where you use me may ask for your recommendations (`/{ cmd-reko }` with the option `member`), compare their taste with yours, and find you among the people of the server. The answers show your user name and scores.
sharing-everybody = Anybody may ask for your recommendations (`/{ cmd-reko }` with the option `member`) and compare their taste with yours. Members of servers where you use me find you among the people of the server. The answers show your user name and scores.
unlinked = ↩️ Your list is no longer linked.

data-sent =
    { $n ->
        [0] Nothing is stored about you. The file says the same.
        [one] Everything stored about you: 1 record.
       *[other] Everything stored about you: { $n } records.
    } `/{ cmd-account } { cmd-forget }` deletes it.
opt-out-unlinked = Nothing about you is stored under a user name. To opt a name out, link it first.
opt-out-ask =
    Opt **{ $user }** out?
    - The stored copies of this list are deleted, and so is every link to this name, also from other Discord accounts.
    - The list no longer helps others find recommendations, from the next update of the data on (usually within a day).
    - `/{ cmd-reko }` still works for this name, but nothing is kept: one page, no buttons.
    - The name itself is kept so that it can be refused, and your Discord ID, because only you and the operator can undo this.
opt-out-shown =
    You opted **{ $user }** out. Undo it? The list may then be stored again, and you can link it with `/{ cmd-account } { cmd-link }`.
    To opt out a second name, ask the operator of this bot.
opt-out-done = ✅ **{ $user }** has opted out. You can undo this with `/{ cmd-account } { cmd-opt-out }`.
opt-out-undone = ↩️ **{ $user }** is no longer opted out. Link it again with `/{ cmd-account } { cmd-link }`.
opt-out-unchanged = Nothing was changed.

forget-ask = Delete everything stored about you: the link to your user name, your list, your recommendations, your votes, the names you looked up, and the titles that you hide? Bans that you made for servers stay, without your name. An opt-out stays, but then only the operator can undo it. This cannot be undone.
forget-not = Nothing was deleted.
forget-nothing = Nothing was stored about you.
forget-done = ✅ Deleted:
forgot-connection = the connection of your account, with its tokens
forgot-connecting = the connection that you have begun
forgot-list-changes =
    { $n ->
        [one] the record of { $n } change of your list
       *[other] the record of { $n } changes of your list
    }
forgot-link = the link to your user name
forgot-lists =
    { $n ->
        [one] your stored list
       *[other] { $n } stored lists
    }
forgot-servers =
    { $n ->
        [one] the record that you use Reko in 1 server
       *[other] the records that you use Reko in { $n } servers
    }
forgot-visits = the record of when your list was fetched
forgot-results =
    { $n ->
        [one] 1 set of recommendations
       *[other] { $n } sets of recommendations
    }
forgot-language = the language in which you read titles
forgot-messages =
    { $n ->
        [one] 1 message that was to be sent to you
       *[other] { $n } messages that were to be sent to you
    }
forgot-digests = the digests that you were sent
forgot-digest-titles =
    { $n ->
        [one] 1 title of a digest
       *[other] { $n } titles of digests
    }
forgot-server-digests =
    { $n ->
        [one] your Discord ID on 1 server digest (the digest stays)
       *[other] your Discord ID on { $n } server digests (the digests stay)
    }
forgot-votes =
    { $n ->
        [one] 1 vote
       *[other] { $n } votes
    }
forgot-names =
    { $n ->
        [one] 1 name that you looked up
       *[other] { $n } names that you looked up
    }
forgot-memberships =
    { $n ->
        [one] 1 entry of a watch group
       *[other] { $n } entries of watch groups
    }
forgot-groups =
    { $n ->
        [one] 1 watch group that you started
       *[other] { $n } watch groups that you started
    }
forgot-bans =
    { $n ->
        [one] 1 title that you hid
       *[other] { $n } titles that you hid
    }
forgot-signatures =
    { $n ->
        [one] your name on 1 server ban
       *[other] your name on { $n } server bans
    }

why-several = Several titles match.
why-choose = Which one?

titles-english = English, where there is an English name
titles-romaji = Japanese in Latin letters
titles-default = As in the server, or by the language of Discord
titles-reader = By each reader's language
titles-chosen = ✅ Names of anime are now shown to you like this: { $language }.
forgot-opt-outs = your Discord ID on the opt-out (the opt-out stays)
