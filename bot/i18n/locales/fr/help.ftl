## Aide

help-title = Comment Reko fonctionne
help-about = Reko trouve des personnes qui ont tes goûts, et recommande ce qu’elles aiment. Ta liste peut être sur MyAnimeList, AniList ou Kitsu. Commence par `/{ cmd-reko }`.
help-figures = Ce que les chiffres signifient
help-match = **Accord** est l’ordre : à quel point un titre convient à ta liste. 90 convient mieux que 90 titres sur 100 que tu aimes.
help-score = **Tu lui mettrais environ** est la note, de 1 à 10, que tu donnerais sans doute.
help-enjoyment = **De chances de dépasser ta moyenne** est la probabilité que tu lui mettes au moins ta note moyenne.
help-users = Utilisateurs similaires
help-users-about = Ils recommandent un titre s’ils le regardent ou l’ont terminé, et l’ont noté au moins à leur moyenne ou pas du tout.
help-below = Sous une réponse
help-below-about = **En savoir plus…** dit pourquoi un titre convient à ta liste, et peut le masquer pour toi seul. 🚫 le bannit ici. **Actualiser** relit ta liste.
help-commands = Commandes
help-more = Plus
help-docs = Guide
help-privacy = Confidentialité
help-terms = Conditions
