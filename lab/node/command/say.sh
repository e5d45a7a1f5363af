# For the stand-ins: sentences in the language of whoever types, and programs that are really there.

# say FRENCH ENGLISH
say() {
  case ${BASCULE_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG-}}}} in
    fr*) echo "$1" ;;
    *) echo "$2" ;;
  esac
}

# The path of a program that is not one of the sentences of absent.sh.
program() {
  rest=$PATH:
  while [ -n "$rest" ]; do
    at=${rest%%:*}/$1
    rest=${rest#*:}
    [ -x "$at" ] && [ ! -d "$at" ] || continue
    case $(readlink -f "$at") in
      */absent.sh) ;;
      *) echo "$at" && return ;;
    esac
  done
  return 1
}

# What the course names and a lab has not: why, and what to do instead. The name of a program, package or service.
explain() {
  case $1 in
    a2enmod | a2dismod | a2ensite | a2dissite | apache2 | apache2ctl | apachectl | httpd)
      say "Ce labo n'a pas Apache : HAProxy y tient sa place devant les serveurs. Pour la même panne, tapez « sudo systemctl stop haproxy », et écrivez haproxy au lieu d'apache2 dans keepalived.conf." \
        "This lab has no Apache: HAProxy has its place before the servers. For the same fault type \"sudo systemctl stop haproxy\", and write haproxy instead of apache2 in keepalived.conf."
      ;;
    dnf | yum | rpm)
      say "Les nœuds du labo sont des Debian, sans dnf. Tapez « sudo apt install ${2-PAQUET} »." \
        "The nodes of the lab are Debian, without dnf. Type \"sudo apt install ${2-PACKAGE}\"."
      ;;
    pcs | pcsd | crm | crm_mon | corosync | pacemaker)
      say "Ce labo n'a pas Pacemaker ni Corosync (chapitre 4 du module) : keepalived y tient l'adresse virtuelle." \
        "This lab has neither Pacemaker nor Corosync (chapter 4 of the module): keepalived keeps the virtual IP."
      ;;
    gluster | glusterd | glusterfs-server | mariadb | mariadb-server | mysql | mysql-server | mysqld | \
      pg_basebackup | postgresql | psql)
      say "Ce labo n'a ni base de données ni GlusterFS (chapitre 5 du module) : il s'arrête à l'exercice, HAProxy et keepalived." \
        "This lab has neither databases nor GlusterFS (chapter 5 of the module): it has what the exercise needs, HAProxy and keepalived."
      ;;
    nano | vi | vim)
      say "$1 n'est pas installé sur cette machine. Ouvrez le fichier hors du nœud : « bascule status » dit dans quel dossier." \
        "$1 is not installed on this machine. Open the file outside of the node: \"bascule status\" says in which folder."
      for editor in nano vim vi; do
        program "$editor" >/dev/null || continue
        say "Ou, dans le nœud, tapez : $editor FICHIER" "Or, in the node, type: $editor FILE"
        break
      done
      ;;
    mail | mailx | mailutils)
      say "Un nœud n'envoie pas de courrier : le labo n'a pas d'accès à l'extérieur." \
        "A node sends no mail: the lab has no way outside."
      ;;
    *) return 1 ;;
  esac
}
