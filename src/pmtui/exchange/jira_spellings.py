"""How Jira spells its column headings, by language; compared without case and accents."""

# English first, then Spanish, German, French, Portuguese, Italian, Dutch, Polish, Russian, Japanese, Chinese.
HEADINGS = {
    "key": "Issue key|Key|Work item key|Clave de incidencia|Clave de la incidencia|Clave|Clave de actividad"
    "|Vorgangsschlüssel|Schlüssel|Clé de ticket|Clé de la demande|Clé|Chave da item|Chave do item"
    "|Chave da ocorrência|Chave"
    "|Chiave ticket|Chiave segnalazione|Chiave|Issuesleutel|Sleutel|Klucz zgłoszenia|Klucz|Ключ запроса"
    "|Ключ задачи|Ключ|課題キー|キー"
    "|问题关键字|事务密钥|关键字|密钥",
    "id": "Issue id|Work item id|ID de la incidencia|ID de incidencia|ID de la actividad|Vorgangs-ID|Vorgangs ID"
    "|ID de ticket|ID du ticket|Identifiant de la demande|ID da item|ID do item|ID da ocorrência|ID ticket"
    "|ID segnalazione"
    "|Issue-ID|ID zgłoszenia|ID запроса|ID задачи|課題 ID|课题ID|问题 ID|问题ID|事务 ID",
    "summary": "Summary|Title|Resumen|Zusammenfassung|Résumé|Resumo|Riepilogo|Samenvatting|Podsumowanie|Резюме"
    "|Тема|Сводка|要約|概要|摘要|主题",
    "type": "Issue Type|Type|Work type|Work item type|Tipo de Incidencia|Tipo de actividad|Vorgangstyp"
    "|Type de ticket|Type de demande"
    "|Tipo de item|Tipo do item|Tipo de ocorrência|Tipo ticket|Tipo di ticket|Tipo segnalazione|Issuetype"
    "|Typ zgłoszenia"
    "|Тип запроса|Тип задачи|課題タイプ|问题类型|事务类型",
    "status": "Status|Estado|État|Statut|Stato|Статус|ステータス|状态",
    "status category": "Status Category|Categoría de estado|Categoría del estado|Statuskategorie"
    "|Catégorie d'état|Catégorie de statut"
    "|Categoria do status|Categoria de status|Categoria di stato|Categoria stato|Statuscategorie|Kategoria statusu"
    "|Категория статуса|ステータス カテゴリ|ステータス カテゴリー|状态类别",
    "status changed": "Status Category Changed|Categoría de estado cambiada|Statuskategorie geändert"
    "|Catégorie d'état modifiée"
    "|Catégorie de statut modifiée|Categoria de status alterada|Categoria do status alterada"
    "|Categoria di stato modificata"
    "|Statuscategorie gewijzigd|Zmieniono kategorię statusu|Категория статуса изменена",
    "project key": "Project key|Space key|Clave del proyecto|Projektschlüssel|Clé de projet|Clé du projet"
    "|Chave do projeto"
    "|Chiave progetto|Chiave del progetto|Projectsleutel|Klucz projektu|Ключ проекта|プロジェクト キー"
    "|プロジェクトキー|项目关键字|项目密钥",
    "project name": "Project name|Space name|Project|Nombre del proyecto|Projektname|Projekt|Nom du projet"
    "|Nom de projet|Projet"
    "|Nome do projeto|Projeto|Nome progetto|Nome del progetto|Progetto|Projectnaam|Nazwa projektu"
    "|Название проекта|Имя проекта"
    "|プロジェクト名|项目名称|Proyecto",
    "project description": "Project description|Space description|Descripción del proyecto|Projektbeschreibung"
    "|Description du projet"
    "|Descrição do projeto|Descrizione progetto|Descrizione del progetto|Projectbeschrijving|Opis projektu"
    "|Описание проекта"
    "|プロジェクトの説明|项目描述",
    "project lead": "Project lead|Space lead|Responsable del proyecto|Projektleiter|Projektleitung"
    "|Responsable du projet|Responsable de projet"
    "|Chef de projet|Líder do projeto|Responsável pelo projeto|Responsabile progetto|Responsabile del progetto"
    "|Projectleider"
    "|Kierownik projektu|Руководитель проекта|プロジェクト リード|项目主管",
    "project lead id": "Project lead id|Space lead id|ID del responsable del proyecto|Projektleiter-ID"
    "|Projektleitungs-ID|ID des Projektleiters"
    "|ID du responsable du projet|ID du responsable de projet|ID do líder do projeto|ID do responsável pelo projeto"
    "|ID responsabile progetto|ID responsabile del progetto",
    "priority": "Priority|Prioridad|Priorität|Priorité|Prioridade|Priorità|Prioriteit|Priorytet|Приоритет"
    "|優先度|优先级",
    "resolution": "Resolution|Resolución|Lösung|Erledigungsart|Résolution|Resolução|Risoluzione|Oplossing"
    "|Rozwiązanie|Решение|Резолюция"
    "|解決状況|解决结果|解决方案",
    "assignee": "Assignee|Persona asignada|Responsable|Asignado a|Asignado|Bearbeiter|Zugewiesene Person"
    "|Zuständige Person|Zugewiesen an"
    "|Responsable|Personne assignée|Attribution|Assigné à|Responsável|Atribuído a|Assegnatario|Assegnato a"
    "|Toegewezen persoon"
    "|Toegewezen aan|Osoba przypisana|Przypisany|Исполнитель|担当者|经办人|受托人",
    "assignee id": "Assignee Id|ID de la persona asignada|ID del responsable|ID asignado|Bearbeiter-ID"
    "|ID der zugewiesenen Person"
    "|ID der zuständigen Person|Zugewiesene Person (ID)|ID du responsable|ID de la personne assignée|ID do responsável"
    "|ID assegnatario|ID dell'assegnatario|担当者 ID|Идентификатор исполнителя|ID исполнителя",
    "reporter": "Reporter|Informador|Autor|Berichterstatter|Melder|Ersteller (Reporter)|Rapporteur|Auteur"
    "|Relator|Segnalatore|Autore"
    "|Rapporteur|Melder|Osoba zgłaszająca|Zgłaszający|Автор|Докладчик|報告者|报告人",
    "reporter id": "Reporter Id|ID del informador|Autor-ID|ID des Autors|Berichterstatter-ID|ID du rapporteur"
    "|ID de l'auteur|ID do relator"
    "|ID segnalatore|ID del segnalatore|報告者 ID|ID автора",
    "creator": "Creator|Creador|Ersteller|Créateur|Criador|Creatore|Autore creazione|Maker|Aanmaker|Twórca"
    "|Создатель|作成者|创建者",
    "creator id": "Creator Id|ID del creador|Ersteller-ID|ID des Erstellers|ID du créateur|ID do criador"
    "|ID creatore|ID del creatore|作成者 ID"
    "|ID создателя",
    "created": "Created|Creada|Creado|Fecha de creación|Erstellt|Création|Créé|Créée|Date de création|Criado"
    "|Criada|Criado(a)|Data de criação"
    "|Creato|Creata|Creazione|Data creazione|Data di creazione|Gemaakt|Aangemaakt|Utworzono|Создано|Создан|作成日"
    "|创建日期|已创建|创建",
    "updated": "Updated|Actualizada|Actualizado|Fecha de actualización|Aktualisiert|Mise à jour|Mis à jour"
    "|Atualizado|Atualizada"
    "|Atualizado(a)|Aggiornato|Aggiornata|Aggiornamento|Bijgewerkt|Zaktualizowano|Обновлено|Обновлен|更新日"
    "|已更新|更新日期",
    "last viewed": "Last Viewed|Vista por Última Vez|Última visualización|Zuletzt angesehen|Zuletzt angezeigt"
    "|Dernière consultation"
    "|Dernier affichage|Última visualização|Visualizado pela última vez|Última exibição|Ultima visualizzazione"
    "|Visualizzato l'ultima volta"
    "|Laatst bekeken|Ostatnio oglądane|Последний просмотр|最終閲覧日|上次查看时间",
    "resolved": "Resolved|Resuelta|Resuelto|Fecha de resolución|Resolution date|Erledigt|Gelöst|Résolue|Résolu"
    "|Date de résolution|Resolvido"
    "|Resolvida|Data de resolução|Risolto|Risolta|Data di risoluzione|Opgelost|Rozwiązano|Решено|Дата решения"
    "|解決日|已解决|解决日期",
    "due": "Due Date|Due|Fecha de vencimiento|Fälligkeitsdatum|Fällig am|Fällig|Échéance|Date d'échéance"
    "|Date limite|Data limite"
    "|Data de vencimento|Data de conclusão|Data di scadenza|Scadenza|Deadline|Vervaldatum|Einddatum"
    "|Data wykonania|Termin|Срок исполнения"
    "|Дата завершения|期限|到期日|到期日期",
    "start": "Start date|Fecha de inicio|Startdatum|Anfangsdatum|Date de début|Data de início|Data de inicio"
    "|Data di inizio|Data inizio"
    "|Begindatum|Data rozpoczęcia|Дата начала|開始日|开始日期",
    "inferred start": "Inferred start date",
    "inferred due": "Inferred due date",
    "votes": "Votes|Votos|Stimmen|Voti|Stemmen|Głosy|Голоса|投票|投票数",
    "labels": "Labels|Label|Etiquetas|Stichwörter|Stichworte|Étiquettes|Etichette|Categorias|Rótulos|Etykiety"
    "|Метки|ラベル|标签|标记",
    "components": "Components|Component/s|Component|Componentes|Componente/s|Componente(s)|Komponenten"
    "|Komponente/n|Composants|Composant/s"
    "|Composant(s)|Componenti|Componente/i|Onderdelen|Onderdeel/delen|Komponenty|Компоненты|Компонент/ы"
    "|コンポーネント|模块|组件",
    "fix versions": "Fix versions|Fix Version/s|Fix version|Versiones corregidas|Versión/es correctora/s"
    "|Versión correctora|Versiones de corrección"
    "|Lösungsversionen|Lösungsversion/en|Lösungsversion(en)|Lösungsversion|Korrekturversionen|Fixversionen"
    "|Versions corrigées|Version(s) corrigée(s)|Versions de correction|Corrigé dans la version|Versões corrigidas"
    "|Versões de correção"
    "|Versão da correção|Versioni di correzione|Versioni corrette|Oplossingsversies|Wersje naprawy"
    "|Исправить в версиях|修正バージョン|修复版本|修复的版本",
    "affects versions": "Affects versions|Affects Version/s|Affected versions|Versiones afectadas"
    "|Versión/es afectada/s|Betrifft Versionen"
    "|Betrifft Version/en|Betroffene Versionen|Versions affectées|Versions concernées|Versões afetadas"
    "|Versioni interessate|影響バージョン|影响版本",
    "description": "Description|Descripción|Beschreibung|Descrição|Descrizione|Beschrijving|Opis|Описание|説明|描述",
    "environment": "Environment|Entorno|Umgebung|Environnement|Ambiente|Omgeving|Środowisko|Окружение|環境|环境",
    "watchers": "Watchers|Interesados|Observadores|Beobachter|Observateurs|Observadores|Osservatori|Volgers"
    "|Waarnemers|Obserwatorzy"
    "|Наблюдатели|ウォッチャー|关注者|关注人",
    "watchers id": "Watchers Id|ID de los interesados|ID de los observadores|Beobachter-ID|Beobachter-IDs"
    "|IDs der Beobachter|ID des observateurs"
    "|ID dos observadores|ID osservatori|ID degli osservatori",
    "worklog": "Log Work|Worklog|Registro de trabajo|Registrar trabajo|Trabajo registrado"
    "|Arbeit protokollieren|Arbeitsprotokoll|Protokollierte Arbeit"
    "|Consigner le travail|Journal de travail|Enregistrer le travail|Journaliser le travail|Registrar trabalho"
    "|Registro de trabalho|Log de trabalho"
    "|Registra lavoro|Registro lavoro|Werk registreren|Rejestruj pracę|Работа|作業ログ|记录工作|工作日志",
    "original estimate": "Original Estimate|Estimación original|Estimado original|Ursprüngliche Schätzung"
    "|Originalschätzung"
    "|Ursprünglich geschätzter Aufwand|Estimation originale|Estimation initiale|Estimativa original"
    "|Stima originale|Stima iniziale"
    "|Oorspronkelijke schatting|Pierwotne oszacowanie|Первоначальная оценка|初期見積り|初始预估时间|原始估算",
    "remaining": "Remaining Estimate|Trabajo restante estimado|Estimación restante|Estimado restante"
    "|Verbleibende Schätzung|Restschätzung"
    "|Verbleibender Aufwand|Geschätzter Restaufwand|Estimation restante|Temps restant|Estimativa restante"
    "|Estimativa remanescente|Stima rimanente"
    "|Stima residua|Resterende schatting|Pozostałe oszacowanie|Оставшаяся оценка|残余見積り|残りの見積り|剩余估算"
    "|剩余的估算",
    "spent": "Time Spent|Tiempo Trabajado|Tiempo empleado|Tiempo dedicado|Benötigte Zeit|Aufgewendete Zeit"
    "|Zeitaufwand|Protokollierte Zeit"
    "|Temps consacré|Temps passé|Temps consigné|Tempo gasto|Tempo impiegato|Tempo trascorso|Bestede tijd"
    "|Spędzony czas|Czas poświęcony"
    "|Затраченное время|消費時間|作業時間|耗费时间|花费的时间",
    "work ratio": "Work Ratio|Relación de trabajo|Arbeitsverhältnis|Arbeitsquote|Ratio de travail"
    "|Taux de travail|Proportion de travail"
    "|Proporção de trabalho|Proporção do trabalho|Rapporto di lavoro|Rapporto lavoro|Werkverhouding"
    "|Соотношение работы|作業比率|工作比率",
    "security level": "Security Level|Nivel de Seguridad|Sicherheitsstufe|Sicherheitsebene|Niveau de sécurité"
    "|Nível de segurança|Livello di sicurezza"
    "|Beveiligingsniveau|Poziom bezpieczeństwa|Уровень безопасности|セキュリティ レベル|安全级别",
    "project type": "Project type|Space type|Tipo de proyecto|Projekttyp|Type de projet|Tipo de projeto"
    "|Tipo progetto|Tipo di progetto|Projecttype"
    "|Typ projektu|Тип проекта|プロジェクト タイプ|项目类型",
    "project url": "Project url|URL del proyecto|Projekt-URL|URL du projet|URL do projeto|URL progetto",
    "attachment": "Attachment|Attachments|Adjunto|Adjuntos|Archivo adjunto|Anhang|Anhänge|Anlage|Pièce jointe"
    "|Pièces jointes|Anexo|Anexos|Allegato"
    "|Allegati|Bijlage|Bijlagen|Załącznik|Załączniki|Вложение|Вложения|添付ファイル|附件",
    "comment": "Comment|Comments|Comentario|Comentarios|Kommentar|Kommentare|Commentaire|Commentaires"
    "|Comentário|Comentários|Commento|Commenti"
    "|Opmerking|Opmerkingen|Reactie|Komentarz|Komentarze|Комментарий|Комментарии|コメント|注释|备注|评论",
    "sprint": "Sprint|Sprints|Спринт|スプリント|冲刺",
    "parent": "Parent|Parent id|Principal|Primaria|Padre|ID principal|Übergeordnet|Übergeordneter Vorgang"
    "|Übergeordnetes Element|Parent|Élément parent"
    "|Ticket parent|ID du parent|Pai|Item pai|ID pai|Elemento padre|Principale|Bovenliggend|Bovenliggend item"
    "|Element nadrzędny|Родитель"
    "|Родительская задача|親|父级|父项",
    "parent key": "Parent key|Clave principal|Clave primaria|Clave padre|Übergeordneter Schlüssel"
    "|Schlüssel des übergeordneten Elements"
    "|Clé parent|Clé du parent|Clé parente|Chave pai|Chave do pai|Chave principal|Chiave padre|Chiave principale"
    "|Bovenliggende sleutel|親キー",
    "parent summary": "Parent summary|Resumen principal|Zusammenfassung des übergeordneten Elements"
    "|Résumé parent|Résumé du parent|Resumo pai"
    "|Resumo do pai|Riepilogo padre",
    "epic summary": "Epic Link Summary|Epic summary|Resumen del enlace de la épica|Resumen de la épica",
    "sum": "Progress|Σ Progress",
}

CUSTOM_PREFIX = (
    "Custom field|Campo personalizado|Benutzerdefiniertes Feld|Benutzerdefinierte Felder|Champ personnalisé"
    "|Champs personnalisés"
    "|Campo personalizzato|Aangepast veld|Pole niestandardowe|Pole użytkownika|Настраиваемое поле|Пользовательское поле"
    "|カスタム フィールド|カスタムフィールド|自定义字段|自定义栏位"
)
INWARD_PREFIX = (
    "Inward issue link|Inward work item link|Inward link|Enlace a la incidencia interna"
    "|Enlace de incidencia entrante|Enlace de incidencia interna"
    "|Eingehende Vorgangsverknüpfung|Eingehender Vorgangslink|Eingehende Verknüpfung|Interner Vorgangslink"
    "|Lien de ticket entrant|Lien entrant"
    "|Lien de demande entrant|Link de item de entrada|Link interno do item|Link do item interno"
    "|Link de ocorrência de entrada|Ligação interna do item"
    "|Link de item interno|Link ticket in entrata|Link ticket in ingresso|Inkomende issuekoppeling"
    "|Входящая ссылка на запрос|内向き課題リンク"
)
OUTWARD_PREFIX = (
    "Outward issue link|Outward work item link|Outward link|Enlace de incidencia saliente"
    "|Enlace a la incidencia externa|Enlace a la incidencia saliente"
    "|Ausgehende Vorgangsverknüpfung|Ausgehender Vorgangslink|Ausgehende Verknüpfung|Externer Vorgangslink"
    "|Lien de ticket sortant|Lien sortant"
    "|Lien de demande sortant|Link de item de saída|Link externo do item|Link do item externo"
    "|Link de ocorrência de saída|Ligação externa do item"
    "|Link de item externo|Link ticket in uscita|Uitgaande issuekoppeling|Исходящая ссылка на запрос|外向き課題リンク"
)

# What stands in the brackets of a custom field, and stands bare in some exports.
FIELDS = {
    "points": "Story Points|Story points|Puntos de historia|Story-Punkte|Storypunkte|Story-Points"
    "|Points d'histoire|Points de story|Pontos de história"
    "|Pontos da história|Punti storia|Storypoints|Стори поинты|ストーリー ポイント|ストーリーポイント|故事点|故事点数",
    "point estimate": "Story point estimate|Estimación de puntos de historia|Story-Point-Schätzung"
    "|Schätzung der Story Points|Estimation des story points"
    "|Estimation en points de story|Estimativa de story points|Estimativa de pontos da história"
    "|Estimativa de pontos de história|Stima dei punti storia"
    "|Stima story point|Story Point 見積もり|ストーリー ポイントの見積もり|故事点估算",
    "epic link": "Epic Link|Enlace de épica|Vínculo de las épicas|Enlace a la épica|Enlace de Epic"
    "|Epic-Verknüpfung|Epic-Link|Epos-Verknüpfung|Lien d'epic"
    "|Lien d'épopée|Lien Epic|Link do épico|Link de épico|Link epico|Link all'epic|Link epic|エピック リンク|史诗链接",
    "parent link": "Parent Link|Enlace principal|Übergeordnete Verknüpfung|Lien parent",
    "rank": "Rank|Clasificación|Rango|Rang|Classement|Classificação|Posição|Rango|Classificazione|Grado"
    "|Rangorde|Ранг|ランク|排名|等级",
    "start": HEADINGS["start"],
    "due": "Due Date|Due",
    "sprint": HEADINGS["sprint"],
}

# The language of a file, told by its word for the summary as compared: without case and accents.
LANGUAGES = {
    "summary": "English", "resumen": "Spanish", "zusammenfassung": "German", "resume": "French", "resumo": "Portuguese",
    "riepilogo": "Italian", "samenvatting": "Dutch", "podsumowanie": "Polish", "тема": "Russian", "резюме": "Russian",
    "要約": "Japanese", "概要": "Chinese", "摘要": "Chinese",
}  # fmt: skip
