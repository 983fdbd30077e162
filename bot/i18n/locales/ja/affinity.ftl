## 2人のユーザーの相性

affinity-title = { $a } と { $b }
affinity-none = コミュニティが知っている共通の作品がありません。視聴した作品数：{ $a } は { $n_a }、{ $b } は { $n_b }。
affinity-sure = 信頼度 高：90 %区間 { $low }～{ $high }
affinity-fair = 信頼度 中：90 %区間 { $low }～{ $high }
affinity-unsure = 信頼度 低：90 %区間 { $low }～{ $high }
affinity-few = 2人とも点数を付けた作品が少なすぎるため、視聴した作品だけで判断しています
affinity-shared = 共通の作品 { $n } 本、うち2人とも点数を付けたもの { $scored } 本
affinity-higher = { $higher } の点数は { $lower } より平均 { NUMBER($points, minimumFractionDigits: 1) } 高めです
affinity-alike = 平均すると2人の点数は同じです
affinity-agree = 2人とも好きな作品
affinity-disagree = 意見が分かれる作品
affinity-order = 点数：{ $a } / { $b }
affinity-word = 相性
