## Regarder quelque chose ensemble

group-title = Regarder ensemble
group-how = Appuie sur **Participer** pour prendre part avec ta liste liée. Tout le monde ici voit alors à quel point chaque titre te plairait sans doute, mais pas ton nom d’utilisateur. Puis { $owner } appuie sur **C’est parti**.
group-members = Membres : { $n } sur { $max }
group-nobody = Personne encore
group-wanted = Recherché
group-pick = Ajouter des membres qui partagent leur liste
group-not-shared = Non ajouté : { $who }. Aucune liste liée, ou pas de partage ; mais chacun peut appuyer soi-même sur **Participer**.
group-people =
    { $n ->
        [one] 1 personne
       *[other] { $n } personnes
    }
group-rule-everyone = Quelque chose pour tous
group-rule-average = Le mieux en moyenne
group-rule-no-misery = Rien qui déplaise à quelqu’un
group-rewatch = aussi ce qu’une personne a déjà vu
group-for = Pour { $who }
group-chance = **Accord { $match }** · **{ $chance } %** de chances que { $n ->
        [2] vous l’aimiez tous les deux
       *[other] vous l’aimiez tous
    }
group-member = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** ({ $enjoyment } %)
group-member-seen = { $who } **{ NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }** (👁️ vu)
group-legend = La note que chacun donnerait sans doute, et les chances que cela lui plaise
group-least = Le moins de chances d’aimer : { $who }
group-planned-by = 🗓️ Prévu par { $who }
group-none = Il ne reste rien que vous puissiez tous regarder. Essayez avec moins de filtres, ou permettez de revoir.
group-none-planned = Aucun titre n’est prévu par au moins deux d’entre vous et à commencer ensemble.
group-picture-about = Chances en pour cent que chacun aime, et que tous aiment
group-picture-all = Tous
group-picture-planned = Point blanc : prévoit de le voir
group-picture-seen = Bleu : l’a déjà vu
group-poll = On regarde quoi ?
button-join = Participer ou quitter
button-go = C’est parti
button-planned = Prévus en commun
button-all-titles = Tous les titres
button-poll = Sondage
button-picture = Image
button-change-group = Modifier le groupe
error-group-too-few = Un groupe demande au moins deux personnes différentes avec une liste. Ajoute quelqu’un, ou laisse les autres participer.
error-group-full = Un groupe a au plus { $n } membres.
error-group-opted-out = L’un de ces noms ne veut rien laisser enregistrer, il ne peut donc pas être dans un groupe.
error-group-private = La liste de { $who } est privée. Elle peut être rendue publique, ou la personne peut quitter le groupe.
error-group-unknown = Le nom lié par { $who } n’existe plus. La personne peut lier le nom actuel, ou quitter le groupe.
error-group-no-poll = Il y a trop peu de titres pour un sondage.
